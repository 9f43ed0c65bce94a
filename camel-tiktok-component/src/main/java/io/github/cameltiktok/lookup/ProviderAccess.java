package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Duration;

/**
 * Everything that looking one resource up at one provider takes.
 *
 * @param provider to ask
 * @param resource name of the resource, {@code video} or {@code user}
 * @param operation of that provider for that resource
 * @param apiKey to ask with
 * @param baseUrl address of the provider
 * @param transport how connections are made
 * @param responseTimeout longest silence of the provider
 * @param maxResponseSize largest body in bytes
 * @param maxConcurrentRequests calls at the same time, per API key and resource
 * @param maxQueuedRequests lookups that may wait for their turn
 * @param retries how failed calls are repeated
 * @param budget how many calls may be made
 */
public record ProviderAccess<T extends TikTokRecord>(
        TikTokProvider provider,
        String resource,
        ProviderOperation<T> operation,
        ApiKey apiKey,
        BaseUrl baseUrl,
        TransportSettings transport,
        Duration responseTimeout,
        int maxResponseSize,
        int maxConcurrentRequests,
        int maxQueuedRequests,
        RetrySettings retries,
        BudgetSettings budget) {}
