package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Duration;

/**
 * Everything that calls to one provider for one resource take.
 *
 * @param provider to call
 * @param resource name of the resource, {@code video} or {@code user}
 * @param operation of that provider for that resource
 * @param apiKey to call with
 * @param baseUrl address of the provider
 * @param transport how connections are made
 * @param responseTimeout longest time without receiving data; also the longest that a call is waited for after its
 *     lookup has ended
 * @param maxResponseSize largest body in bytes
 * @param maxRetryAfter longest {@code Retry-After} that is honoured
 * @param maxConcurrentRequests calls at the same time, per address, API key and resource
 * @param maxQueuedRequests lookups that may wait for a permit
 * @param retries how failed calls are repeated
 * @param quota how many calls may be made
 */
public record ProviderCallConfig<T extends TikTokRecord>(
        TikTokProvider provider,
        String resource,
        ProviderOperation<T> operation,
        ApiKey apiKey,
        BaseUrl baseUrl,
        HttpTransport.Settings transport,
        Duration responseTimeout,
        int maxResponseSize,
        Duration maxRetryAfter,
        int maxConcurrentRequests,
        int maxQueuedRequests,
        Retrying.Settings retries,
        CallQuota.Limits quota) {}
