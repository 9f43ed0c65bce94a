package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reports the outcome of each lookup. */
final class LookupMetrics implements LookupStep {

    private final LookupListener listener;

    LookupMetrics(LookupListener listener) {
        this.listener = listener;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        long start = System.nanoTime();
        CompletableFuture<LookupResult<T>> found = execution.proceed();
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        found.whenComplete((outcome, fault) -> {
            if (outcome instanceof Found<T> success) {
                report(execution, success.record().source().provider(), Outcome.FOUND, start, success.origin());
            } else if (outcome instanceof Failed<T> failed) {
                Outcome ending = Outcome.of(failed.failure().errorKind());
                report(execution, failed.provider(), ending, start, null);
            }
            CancellingFuture.copyTo(result, outcome, fault);
        });
        result.propagateCancelTo(found);
        return result;
    }

    private void report(
            LookupExecution<?> execution, String provider, Outcome outcome, long start, @Nullable Origin origin) {
        listener.finished(new LookupListener.Finished(
                provider,
                execution.chain().plan().resource(),
                execution.query().requestSource(),
                outcome,
                Duration.ofNanos(System.nanoTime() - start),
                origin));
    }
}
