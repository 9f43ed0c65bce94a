package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.FailureClass;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells the observer of each call. */
final class ObservedCalls<T extends TikTokRecord> implements Lookup<T> {

    private final ProviderAccess<T> access;
    private final Lookup<T> next;
    private final LookupObserver observer;

    ObservedCalls(ProviderAccess<T> access, Lookup<T> next, LookupObserver observer) {
        this.access = access;
        this.next = next;
        this.observer = observer;
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        long start = System.nanoTime();
        CompletableFuture<LookupResult<T>> found = next.find(query);
        // What depends on the result must find it observed.
        Relay<LookupResult<T>> result = new Relay<>();
        found.whenComplete((value, failure) -> {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (found.isCancelled()) {
                tell(query, Outcome.GIVEN_UP, took, null, null);
                result.cancel(false);
                return;
            }
            if (value != null) {
                tell(
                        query,
                        Outcome.FOUND,
                        took,
                        access.provider().price(),
                        value.response().rateLimitRemaining());
            } else if (failure != null) {
                Throwable cause = Futures.cause(failure);
                ProviderFailure known = cause instanceof ProviderException failed ? failed.failure() : null;
                tell(
                        query,
                        Outcome.of(known == null ? FailureClass.UPSTREAM : known.failureClass()),
                        took,
                        known != null && known.isCalledSuccess()
                                ? access.provider().price()
                                : null,
                        null);
            }
            Futures.pass(value, failure, result);
        });
        result.from(found);
        return result;
    }

    private void tell(
            LookupQuery query, Outcome outcome, Duration took, @Nullable Price price, @Nullable Long remaining) {
        observer.called(new LookupObserver.Call(
                access.provider().name(), access.resource(), query.requestSource(), outcome, took, price, remaining));
    }
}
