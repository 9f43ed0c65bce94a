package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a failed call where that may help, after a delay that holds no thread. A retry whose delay would pass the
 * deadline is not waited for: the failure itself says more than a deadline that has passed.
 */
public final class Retrying implements LookupStep {

    /** "Slowly" starts at this many times the usual delay. */
    static final int LONGER_DELAY_FACTOR = 5;

    /** Lookups that failed together should not come back together. None comes back sooner than the provider asked. */
    static final double JITTER = 0.25;

    /** Beyond any deadline, so that doubling never overflows. */
    private static final int MAX_DOUBLINGS = 20;

    private static final int FIRST_ERROR_STATUS = 400;

    private final Executor worker;
    private final BooleanSupplier isStopping;

    /**
     * @param worker where a lookup goes on after a delay
     * @param isStopping whether all delays are being ended, so that none may begin
     */
    Retrying(Executor worker, BooleanSupplier isStopping) {
        this.worker = worker;
        this.isStopping = isStopping;
    }

    /**
     * How failed calls are repeated.
     *
     * @param maxRetries calls after the first one; 0 for none
     * @param delay before the first of them; doubles each time
     */
    public record Settings(int maxRetries, Duration delay) {}

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        Calls<T> calls = new Calls<>(execution);
        calls.make(execution);
        return calls.result;
    }

    /**
     * Returns the delay before the next call.
     *
     * @param failed calls so far; 1 or more
     * @param billed calls among them whose answers were billed all the same
     * @param failure of the last one
     * @return {@code null} if another call would not help, or there were enough
     */
    static @Nullable Duration delay(Settings settings, int failed, int billed, ProviderFailure failure) {
        boolean helps =
                switch (failure.retry()) {
                    case NEVER, NEXT_DAY -> failure.errorKind() == ErrorKind.ANOTHER_SUBJECT;
                    case ONCE -> failed == 1;
                    case YES, WITH_LONGER_DELAY -> true;
                };
        boolean mayBeMade = failure.retry() == RetryAdvice.ONCE || failed <= settings.maxRetries();
        // Every further one would be paid for, and only a spoiled connection gives such an answer once.
        boolean isPaidTwice = failure.isBilled() && billed > 1;
        if (!helps || !mayBeMade || isPaidTwice) {
            return null;
        }
        Duration asked = failure.retryAfter();
        int factor = failure.retry() == RetryAdvice.WITH_LONGER_DELAY && asked == null ? LONGER_DELAY_FACTOR : 1;
        long wait = settings.delay().toMillis() * factor << Math.min(failed - 1, MAX_DOUBLINGS);
        if (asked != null) {
            wait = Math.max(wait, asked.toMillis());
        }
        return Duration.ofMillis(
                Math.round(wait * (1 + ThreadLocalRandom.current().nextDouble(JITTER))));
    }

    /** The calls of one lookup to one provider, one after the other. */
    private final class Calls<T extends TikTokRecord> {

        private final CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        private final ProviderClient<T> client;
        private int sent;
        private int failed;
        private int billed;

        Calls(LookupExecution<T> execution) {
            this.client = execution.client();
        }

        void make(LookupExecution<T> execution) {
            CompletableFuture<LookupResult<T>> call = result.from(execution.proceed());
            call.whenComplete((outcome, fault) -> {
                if (outcome == null) {
                    CancellingFuture.copyTo(result, null, fault);
                    return;
                }
                sent += outcome.calls();
                if (outcome instanceof Failed<T> failure && failure.wasSent()) {
                    failed(execution, failure);
                } else {
                    // A call that was refused before it was sent is not retried: that would be a queue without an end.
                    result.complete(outcome.withCalls(sent));
                }
            });
        }

        private void failed(LookupExecution<T> execution, Failed<T> failure) {
            failed++;
            if (failure.failure().isBilled()) {
                billed++;
            }
            Duration delay = delay(client.config().retries(), failed, billed, failure.failure());
            if (delay == null) {
                end(failure);
            } else if (delay.compareTo(execution.remaining()) >= 0) {
                end(failure.ranOutOfTime());
            } else {
                // An opened circuit ends the delay, and then refuses the call.
                CompletableFuture<Boolean> pause =
                        result.from(client.circuitBreaker().delayUntilOpen(delay));
                if (isStopping.getAsBoolean()) {
                    // It may have begun after the others were ended, and the timer may never come to it.
                    pause.complete(true);
                }
                LookupExecution<T> retry = execution.retry(mayBeSpoiled(failure.failure()));
                pause.whenComplete((over, fault) -> {
                    if (!pause.isCancelled()) {
                        CancellingFuture.run(worker, () -> goOn(retry));
                    }
                });
            }
        }

        private void end(Failed<T> failure) {
            client.circuitBreaker().onLookupFailure(failure.failure());
            result.complete(failure.withCalls(sent));
        }

        private void goOn(LookupExecution<T> retry) {
            if (!result.isDone()) {
                make(retry);
            }
        }

        /** A lost answer or one that makes no sense may come from a connection in which an earlier answer was left. */
        private boolean mayBeSpoiled(ProviderFailure failure) {
            return failure.status() == null || failure.status() < FIRST_ERROR_STATUS;
        }
    }
}
