package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.Bulkhead.Refusal;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.concurrent.CompletableFuture;

/** Sends nothing for a lookup that has waited so long that the answer would come too late. */
final class TimeCheck implements LookupStep {

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        Refusal refusal =
                execution.permit().hasWaited() ? execution.client().bulkhead().refusal(execution.remaining()) : null;
        return refusal == null
                ? execution.proceed()
                : CompletableFuture.completedFuture(
                        Failed.<T>notSent(execution.client().provider(), refusal.failure())
                                .ranOutOfTime());
    }
}
