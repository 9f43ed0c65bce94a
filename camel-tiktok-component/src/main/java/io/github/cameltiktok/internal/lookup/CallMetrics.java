package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Call;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.Price;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Reports the outcome of each call, also if its lookup has ended before. */
final class CallMetrics implements LookupStep {

    private final LookupListener listener;

    CallMetrics(LookupListener listener) {
        this.listener = listener;
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        long start = System.nanoTime();
        ProviderCallConfig<T> config = execution.client().config();
        if (execution.isRetry()) {
            listener.retrying(
                    config.provider().name(),
                    config.resource(),
                    execution.query().requestSource());
        }
        return CallFuture.after(execution.proceed(), (outcome, fault) -> {
            Price price = config.price();
            if (outcome instanceof Found<T> found) {
                report(execution, Outcome.FOUND, start, price, found.response().rateLimitRemaining());
            } else if (outcome instanceof Failed<T> failed && failed.wasSent()) {
                Outcome ending = Outcome.of(failed.failure().errorKind());
                report(execution, ending, start, failed.failure().isBilled() ? price : null, null);
            } else if (outcome == null) {
                report(execution, Outcome.CANCELLED, start, null, null);
            }
        });
    }

    private void report(
            LookupExecution<?> execution,
            Outcome outcome,
            long start,
            @Nullable Price price,
            @Nullable Long rateLimitRemaining) {
        ProviderCallConfig<?> config = execution.client().config();
        listener.called(new Call(
                config.provider().name(),
                config.resource(),
                execution.query().requestSource(),
                outcome,
                Duration.ofNanos(System.nanoTime() - start),
                price,
                rateLimitRemaining));
    }
}
