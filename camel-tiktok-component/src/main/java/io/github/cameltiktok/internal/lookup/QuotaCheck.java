package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderFailure;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes no call over the quota. */
final class QuotaCheck implements LookupStep {

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        CompletableFuture<@Nullable ProviderFailure> taken =
                execution.client().quota().take();
        if (taken.isDone()) {
            return after(taken.join(), execution);
        }
        CallFuture<LookupResult<T>> result = new CallFuture<>();
        taken.thenAccept(refusal -> {
            if (result.isCancelRequested()) {
                result.completeCancelled();
            } else {
                CompletableFuture<LookupResult<T>> found = after(refusal, execution);
                result.propagateCancelTo(found);
                found.whenComplete((outcome, fault) -> result.completeLike(found, outcome, fault));
            }
        });
        return result;
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> after(
            @Nullable ProviderFailure refusal, LookupExecution<T> execution) {
        return refusal == null
                ? execution.proceed()
                : CompletableFuture.completedFuture(
                        Failed.notSent(execution.client().provider(), refusal));
    }
}
