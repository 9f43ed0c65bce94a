package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Reason;
import io.github.cameltiktok.internal.lookup.http.TransportFailures;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends each lookup at its deadline. */
final class Deadline implements LookupStep {

    private final ScheduledExecutorService timer;
    private final Executor worker;

    Deadline(ScheduledExecutorService timer, Executor worker) {
        this.timer = timer;
        this.worker = worker;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        CompletableFuture<LookupResult<T>> found = execution.proceed();
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        if (!found.isDone()) {
            Future<?> alarm;
            try {
                alarm = timer.schedule(
                        () -> expire(execution, found, result),
                        execution.remaining().toNanos(),
                        TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                found.cancel(true);
                return CompletableFuture.completedFuture(
                        Failed.notSent(execution.provider(), TransportFailures.stopping()));
            }
            found.whenComplete((outcome, fault) -> {
                alarm.cancel(false);
                complete(execution, found, result);
            });
        } else {
            complete(execution, found, result);
        }
        result.propagateCancelTo(found);
        return result;
    }

    private static <T extends TikTokRecord> void complete(
            LookupExecution<T> execution,
            CompletableFuture<LookupResult<T>> found,
            CompletableFuture<LookupResult<T>> result) {
        if (!found.isCancelled()) {
            found.handle((outcome, fault) -> result.complete(
                    fault == null ? outcome : Failed.internal(execution.provider(), fault, execution.calls())));
        }
    }

    /** Frees all resources on the timer's thread, because all workers may be busy. The route continues on a worker. */
    private <T extends TikTokRecord> void expire(
            LookupExecution<T> execution,
            CompletableFuture<LookupResult<T>> found,
            CompletableFuture<LookupResult<T>> result) {
        if (found.cancel(true)) {
            CancellingFuture.run(worker, () -> result.complete(deadlineFailure(execution)));
        }
    }

    private static <T extends TikTokRecord> Failed<T> deadlineFailure(LookupExecution<T> execution) {
        Duration deadline = execution.query().deadline();
        int calls = execution.callsWithLeader();
        ProviderFailure failure = calls > 0
                ? ProviderFailure.withoutAnswer(
                        ErrorKind.UPSTREAM,
                        RetryAdvice.YES,
                        "gave no result within the deadline of " + deadline.toMillis() + " ms")
                : ProviderFailure.withoutAnswer(
                                ErrorKind.RATE_LIMIT,
                                RetryAdvice.YES,
                                "was not called: its turn did not come within the deadline of " + deadline.toMillis()
                                        + " ms")
                        .withRetryAfter(deadline);
        return new Failed<>(
                execution.provider(), failure, calls, Origin.CALLED, true, Reason.DEADLINE, null, List.of());
    }
}
