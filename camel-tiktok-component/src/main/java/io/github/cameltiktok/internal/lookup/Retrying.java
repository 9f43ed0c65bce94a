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
 * Retries failed calls after a delay that holds no thread. A delay beyond the deadline is not started, so that the lookup
 * reports the provider's failure rather than a passed deadline.
 */
public final class Retrying implements LookupStep {

    /** Factor of {@link RetryAdvice#WITH_LONGER_DELAY}. */
    static final int LONGER_DELAY_FACTOR = 5;

    /** Maximum random extension of a delay, as a fraction. It spreads the retries of lookups that failed together. */
    static final double JITTER = 0.25;

    /** Prevents overflow; such a delay is beyond any deadline. */
    private static final int MAX_DOUBLINGS = 20;

    private static final int FIRST_ERROR_STATUS = 400;

    private final Executor worker;
    private final BooleanSupplier isStopping;

    /**
     * @param worker continues lookups after a delay
     * @param isStopping whether the engine is closing, so that a new delay ends at once
     */
    Retrying(Executor worker, BooleanSupplier isStopping) {
        this.worker = worker;
        this.isStopping = isStopping;
    }

    /**
     * Settings of the retries.
     *
     * @param maxRetries calls after the first one; 0 for none
     * @param delay before the first retry; doubles for each further one
     */
    public record Settings(int maxRetries, Duration delay) {}

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        Calls<T> calls = new Calls<>(execution);
        calls.send(execution);
        return calls.result;
    }

    /**
     * Returns the delay before the next call.
     *
     * @param failed number of failed calls; 1 or more
     * @param billed number of failed calls that were billed
     * @param failure of the last call
     * @return {@code null} if no retry is to be made
     */
    static @Nullable Duration delay(Settings settings, int failed, int billed, ProviderFailure failure) {
        boolean helps =
                switch (failure.retry()) {
                    case NEVER, NEXT_DAY -> failure.errorKind() == ErrorKind.ANOTHER_SUBJECT;
                    case ONCE -> failed == 1;
                    case YES, WITH_LONGER_DELAY -> true;
                };
        boolean mayBeMade = failure.retry() == RetryAdvice.ONCE || failed <= settings.maxRetries();
        // A surplus response in the connection explains one such failure. Each further call would be billed.
        boolean isPaidTwice = failure.isBilled() && billed > 1;
        if (!helps || !mayBeMade || isPaidTwice) {
            return null;
        }
        Duration retryAfter = failure.retryAfter();
        int factor = failure.retry() == RetryAdvice.WITH_LONGER_DELAY && retryAfter == null ? LONGER_DELAY_FACTOR : 1;
        long wait = settings.delay().toMillis() * factor << Math.min(failed - 1, MAX_DOUBLINGS);
        if (retryAfter != null) {
            wait = Math.max(wait, retryAfter.toMillis());
        }
        return Duration.ofMillis(
                Math.round(wait * (1 + ThreadLocalRandom.current().nextDouble(JITTER))));
    }

    /** The calls of one lookup to one provider. */
    private final class Calls<T extends TikTokRecord> {

        private final CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        private final ProviderClient<T> client;
        private int sent;
        private int failed;
        private int billed;

        Calls(LookupExecution<T> execution) {
            this.client = execution.client();
        }

        void send(LookupExecution<T> execution) {
            CompletableFuture<LookupResult<T>> call = result.propagateCancelTo(execution.proceed());
            call.whenComplete((outcome, fault) -> {
                if (outcome == null) {
                    CancellingFuture.copyTo(result, null, fault);
                    return;
                }
                sent += outcome.calls();
                if (outcome instanceof Failed<T> failure && failure.wasSent()) {
                    failed(execution, failure);
                } else {
                    // A refused call is not retried: retries would act as an unlimited queue.
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
                // Opening the circuit ends the delay; the circuit then refuses the call.
                CompletableFuture<Boolean> wait =
                        result.propagateCancelTo(client.circuitBreaker().startRetryDelay(delay));
                if (isStopping.getAsBoolean()) {
                    // This delay may have started after the engine ended all others.
                    wait.complete(true);
                }
                LookupExecution<T> retry = execution.retry(mayBeSpoiled(failure.failure()));
                wait.whenComplete((over, fault) -> {
                    if (!wait.isCancelled()) {
                        CancellingFuture.run(worker, () -> resume(retry));
                    }
                });
            }
        }

        private void end(Failed<T> failure) {
            client.circuitBreaker().onLookupFailure(failure.failure());
            result.complete(failure.withCalls(sent));
        }

        private void resume(LookupExecution<T> retry) {
            if (!result.isDone()) {
                send(retry);
            }
        }

        /** Returns whether surplus bytes of an earlier response may have caused a missing or unusable response. */
        private boolean mayBeSpoiled(ProviderFailure failure) {
            return failure.status() == null || failure.status() < FIRST_ERROR_STATUS;
        }
    }
}
