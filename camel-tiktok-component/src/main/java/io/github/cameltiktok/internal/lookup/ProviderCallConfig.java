package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.http.BaseUrl;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Configuration of the calls to one provider for one resource.
 *
 * @param provider to call
 * @param resource {@code video} or {@code user}
 * @param operation of the provider for the resource
 * @param price of a successful call; {@code null} if unknown
 * @param apiKey of the provider
 * @param baseUrl of the provider
 * @param transport connection settings
 * @param responseTimeout longest time without receiving data; also the maximum duration of a call whose lookup has ended
 * @param maxResponseSize maximum body size in bytes
 * @param maxRetryAfter upper limit for {@code Retry-After}
 * @param maxConcurrentRequests maximum of concurrent calls per base URL, API key and resource
 * @param maxQueuedRequests maximum of lookups that wait for a permit
 * @param retries maximum number and delay of retries
 * @param quota maximum of calls per day and month
 */
public record ProviderCallConfig<T extends TikTokRecord>(
        TikTokProvider provider,
        String resource,
        ProviderOperation<T> operation,
        @Nullable Price price,
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
