package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.Bulkhead.Permit;
import io.github.cameltiktok.internal.lookup.Bulkhead.Refusal;
import io.github.cameltiktok.internal.lookup.Bulkhead.Turn;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a permit to call. When the permit is granted, this step checks the remaining time again, and the steps
 * behind it check circuit breaker and quota.
 */
final class PermitQueue implements LookupStep {

    private final ScheduledExecutorService timer;
    private final Executor worker;

    /** @param worker where a lookup that has waited goes on: the call that returns a permit must not carry it out */
    PermitQueue(ScheduledExecutorService timer, Executor worker) {
        this.timer = timer;
        this.worker = worker;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        ProviderClient<T> client = execution.client();
        ProviderFailure refusal = client.circuitBreaker().refusal();
        if (refusal != null) {
            return CompletableFuture.completedFuture(Failed.notSent(client.provider(), refusal));
        }
        CompletableFuture<Turn> turn = client.bulkhead().acquire(execution.remaining());
        if (turn.isDone()) {
            return after(turn.join(), execution);
        }
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        leaveInTime(turn, execution);
        turn.whenComplete((end, fault) -> {
            if (!turn.isCancelled()) {
                CancellingFuture.run(worker, () -> goOn(end, execution, result));
            }
        });
        result.from(turn);
        return result;
    }

    /** Leaves the queue when the circuit breaker opens, and when no answer could come before the deadline any more. */
    private <T extends TikTokRecord> void leaveInTime(CompletableFuture<Turn> turn, LookupExecution<T> execution) {
        ProviderClient<T> client = execution.client();
        client.circuitBreaker().endWhenOpen(turn, failure -> new Refusal(failure, false));
        Bulkhead bulkhead = client.bulkhead();
        try {
            Future<?> alarm = timer.schedule(
                    () -> turn.complete(bulkhead.tooLate(execution.remaining())),
                    execution.remaining().minus(bulkhead.answerTime()).toNanos(),
                    TimeUnit.NANOSECONDS);
            turn.whenComplete((end, fault) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            // The engine is being closed, which ends all waits.
        }
    }

    private static <T extends TikTokRecord> void goOn(
            Turn turn, LookupExecution<T> execution, CancellingFuture<LookupResult<T>> result) {
        Bulkhead bulkhead = execution.client().bulkhead();
        Refusal tooLate = turn instanceof Permit ? bulkhead.refusal(execution.remaining()) : null;
        if (turn instanceof Permit permit && (tooLate != null || result.isDone())) {
            permit.release();
        }
        if (!result.isDone()) {
            CompletableFuture<LookupResult<T>> found = result.from(after(tooLate == null ? turn : tooLate, execution));
            found.whenComplete((outcome, fault) -> CancellingFuture.copyTo(result, outcome, fault));
        }
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> after(
            Turn turn, LookupExecution<T> execution) {
        String provider = execution.client().provider();
        if (turn instanceof Refusal refusal) {
            Failed<T> failed = Failed.notSent(provider, refusal.failure());
            return CompletableFuture.completedFuture(refusal.outOfTime() ? failed.ranOutOfTime() : failed);
        }
        Permit permit = (Permit) turn;
        CompletableFuture<LookupResult<T>> found = execution.holding(permit).proceed();
        // The call itself returns it sooner, as soon as its answer is there.
        found.whenComplete((outcome, fault) -> permit.release());
        return found;
    }
}
