package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Reason;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes no call while the circuit breaker is open, and reports each outcome to it. */
final class CircuitCheck implements LookupStep {

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        ProviderClient<T> client = execution.client();
        ProviderCircuitBreaker circuitBreaker = client.circuitBreaker();
        OptionalInt acquired = circuitBreaker.tryAcquire();
        if (acquired.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Failed.notSent(client.provider(), circuitBreaker.refusal(), Reason.CIRCUIT_OPEN));
        }
        CompletableFuture<LookupResult<T>> call = execution.proceed();
        CallFuture<LookupResult<T>> result = new CallFuture<>();
        result.propagateCancelTo(call);
        call.whenComplete((outcome, fault) -> {
            report(outcome, circuitBreaker, acquired.getAsInt(), result.isCancelRequested());
            // Not before: with the permit of an error response, the next lookup would call an account without credit.
            execution.permit().release();
            result.completeLike(call, outcome, fault);
        });
        return result;
    }

    /** @param outcome of the call; {@code null} if it was cancelled before it was sent, or failed by an internal error */
    private static <T extends TikTokRecord> void report(
            @Nullable LookupResult<T> outcome,
            ProviderCircuitBreaker circuitBreaker,
            int acquired,
            boolean endsLookup) {
        if (outcome == null || outcome.calls() == 0) {
            circuitBreaker.release(acquired);
        } else if (outcome instanceof Failed<T> failed) {
            circuitBreaker.onFailure(acquired, failed.failure(), endsLookup);
        } else {
            circuitBreaker.onSuccess(acquired);
        }
    }
}
