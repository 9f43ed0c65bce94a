package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderException;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks again after a failure that may pass. A retry that would begin after the deadline is not waited for: the failure
 * itself tells more than a deadline that has passed.
 */
final class Retries<T extends TikTokRecord> implements Lookup<T> {

    private static final long NO_RETRY = -1;

    private final Lookup<T> next;
    private final Pauses pauses;
    private final Executor worker;
    private final LookupObserver observer;
    private final ProviderAccess<T> access;
    private final RetryDelays delays;

    /**
     * @param pauses that hold the waits
     * @param worker where a lookup goes on after a wait
     */
    Retries(ProviderAccess<T> access, Lookup<T> next, Pauses pauses, Executor worker, LookupObserver observer) {
        this.access = access;
        this.next = next;
        this.pauses = pauses;
        this.worker = worker;
        this.observer = observer;
        this.delays = new RetryDelays(access.retries());
    }

    @Override
    public CompletableFuture<LookupResult<T>> find(LookupQuery query) {
        Relay<LookupResult<T>> result = new Relay<>();
        attempt(query, null, result);
        return result;
    }

    /** @param failed attempts; {@code null} if there are none, as most lookups never need to count them */
    private void attempt(
            LookupQuery query, Retry.@Nullable AsyncContext<Object> failed, Relay<LookupResult<T>> result) {
        int callsBefore = query.attempts();
        CompletableFuture<LookupResult<T>> call = next.find(query);
        result.from(call);
        call.whenComplete((value, failure) -> {
            if (failure == null) {
                result.complete(value);
            } else if (query.attempts() == callsBefore) {
                // Refused here, by a full line or a budget: to wait for those would be a line without an end.
                result.completeExceptionally(Futures.cause(failure));
            } else if (!call.isCancelled()) {
                failed(query, failed == null ? newCount() : failed, result, Futures.cause(failure));
            }
        });
    }

    private Retry.AsyncContext<Object> newCount() {
        return Retry.of(
                        "tiktok",
                        RetryConfig.custom()
                                .maxAttempts(delays.maxAttempts())
                                .retryOnException(ProviderException.class::isInstance)
                                .intervalBiFunction((attempts, outcome) -> {
                                    Duration wait =
                                            delays.next(attempts, ((ProviderException) outcome.getLeft()).failure());
                                    return wait == null ? NO_RETRY : wait.toMillis();
                                })
                                .build())
                .asyncContext();
    }

    private void failed(
            LookupQuery query, Retry.AsyncContext<Object> attempts, Relay<LookupResult<T>> result, Throwable failure) {
        Duration wait = Duration.ofMillis(attempts.onError(failure));
        if (wait.isNegative() || wait.compareTo(query.remaining()) >= 0) {
            result.completeExceptionally(failure);
            return;
        }
        CompletableFuture<Boolean> pause = pauses.start(wait);
        result.from(pause);
        pause.whenComplete((over, stopped) -> {
            if (!pause.isCancelled()) {
                Futures.run(worker, () -> goOn(query, attempts, result, stopped));
            }
        });
    }

    private void goOn(
            LookupQuery query,
            Retry.AsyncContext<Object> attempts,
            Relay<LookupResult<T>> result,
            @Nullable Throwable stopped) {
        if (stopped != null) {
            result.completeExceptionally(Futures.cause(stopped));
        } else if (!result.isDone()) {
            observer.retrying(access.provider().name(), access.resource(), query.requestSource());
            attempt(query, attempts, result);
        }
    }
}
