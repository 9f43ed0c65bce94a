package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.Retry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Lets no lookup through to a provider whose circuit is open, and tells the circuit how the others end. */
final class CircuitGuard<T extends TikTokRecord> implements Lookup<T> {

    private final Circuit circuit;
    private final Lookup<T> next;

    CircuitGuard(Circuit circuit, Lookup<T> next) {
        this.circuit = circuit;
        this.next = next;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        if (!circuit.allows()) {
            return CompletableFuture.failedFuture(circuit.refusal());
        }
        int attemptsBefore = query.attempts();
        CompletableFuture<LookupResult<T>> found = next.find(query);
        // What depends on the result must find the circuit told.
        Relay<LookupResult<T>> result = new Relay<>();
        found.whenComplete((value, failure) -> {
            tell(query.attempts() > attemptsBefore, failure);
            if (found.isCancelled()) {
                result.cancel(false);
            } else {
                Futures.pass(value, failure, result);
            }
        });
        result.from(found);
        return result;
    }

    private void tell(boolean wasAsked, @Nullable Throwable failure) {
        if (!wasAsked || failure != null && isOurOwn(Futures.cause(failure))) {
            circuit.unused();
        } else if (failure == null) {
            circuit.works();
        } else if (Futures.cause(failure) instanceof ProviderException failed) {
            circuit.failed(failed.failure());
        } else {
            // Whoever waited has given up.
            circuit.failed(ProviderFailure.withoutAnswer(
                    FailureClass.UPSTREAM, Retry.YES, "gave no result within the deadline"));
        }
    }

    /** Tells whether the last call was refused here, by a full line or a budget, after others had been made. */
    private static boolean isOurOwn(Throwable trouble) {
        if (!(trouble instanceof ProviderException refused)) {
            return false;
        }
        FailureClass failureClass = refused.failure().failureClass();
        return refused.failure().status() == null
                && (failureClass == FailureClass.QUOTA || failureClass == FailureClass.RATE_LIMIT);
    }
}
