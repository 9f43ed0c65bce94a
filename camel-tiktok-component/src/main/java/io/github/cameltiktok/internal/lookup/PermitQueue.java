package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.Bulkhead.Admission;
import io.github.cameltiktok.internal.lookup.Bulkhead.Permit;
import io.github.cameltiktok.internal.lookup.Bulkhead.Refusal;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Reason;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a permit. With the permit, this step checks the remaining time again, and the next steps check circuit
 * breaker and quota.
 */
final class PermitQueue implements LookupStep {

    private final ScheduledExecutorService timer;
    private final Executor worker;

    /** @param worker runs lookups that have waited, to keep them off the thread that releases the permit */
    PermitQueue(ScheduledExecutorService timer, Executor worker) {
        this.timer = timer;
        this.worker = worker;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        ProviderClient<T> client = execution.client();
        ProviderFailure refusal = client.circuitBreaker().refusalWhileOpen();
        if (refusal != null) {
            return CompletableFuture.completedFuture(Failed.notSent(client.provider(), refusal, Reason.CIRCUIT_OPEN));
        }
        CompletableFuture<Admission> admission = client.bulkhead().acquire(execution.remaining());
        if (admission.isDone()) {
            return admitted(admission.join(), execution);
        }
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        leaveWhenTooLate(admission, execution);
        admission.whenComplete((end, fault) -> {
            if (!admission.isCancelled()) {
                CancellingFuture.run(worker, () -> resume(end, execution, result));
            }
        });
        result.propagateCancelTo(admission);
        return result;
    }

    /** Leaves the queue when the circuit opens, or when too little time is left for a response. */
    private <T extends TikTokRecord> void leaveWhenTooLate(
            CompletableFuture<Admission> admission, LookupExecution<T> execution) {
        ProviderClient<T> client = execution.client();
        client.circuitBreaker()
                .completeWhenOpen(admission, failure -> new Refusal(failure, false, Reason.CIRCUIT_OPEN));
        Bulkhead bulkhead = client.bulkhead();
        try {
            Future<?> alarm = timer.schedule(
                    () -> admission.complete(bulkhead.tooLate(execution.remaining())),
                    execution.remaining().minus(bulkhead.responseTime()).toNanos(),
                    TimeUnit.NANOSECONDS);
            admission.whenComplete((end, fault) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            // The engine is closing, which ends all waits.
        }
    }

    private static <T extends TikTokRecord> void resume(
            Admission admission, LookupExecution<T> execution, CancellingFuture<LookupResult<T>> result) {
        Bulkhead bulkhead = execution.client().bulkhead();
        Refusal tooLate = admission instanceof Permit ? bulkhead.refusalIfTooLate(execution.remaining()) : null;
        if (admission instanceof Permit permit && (tooLate != null || result.isDone())) {
            permit.release();
        }
        if (!result.isDone()) {
            CompletableFuture<LookupResult<T>> found =
                    result.propagateCancelTo(admitted(tooLate == null ? admission : tooLate, execution));
            found.whenComplete((outcome, fault) -> CancellingFuture.copyTo(result, outcome, fault));
        }
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> admitted(
            Admission admission, LookupExecution<T> execution) {
        String provider = execution.client().provider();
        if (admission instanceof Refusal refusal) {
            Failed<T> failed = Failed.notSent(provider, refusal.failure(), refusal.reason());
            return CompletableFuture.completedFuture(refusal.outOfTime() ? failed.ranOutOfTime() : failed);
        }
        Permit permit = (Permit) admission;
        CompletableFuture<LookupResult<T>> found = execution.withPermit(permit).proceed();
        // A second release: the call releases the permit as soon as its response is complete.
        found.whenComplete((outcome, fault) -> permit.release());
        return found;
    }
}
