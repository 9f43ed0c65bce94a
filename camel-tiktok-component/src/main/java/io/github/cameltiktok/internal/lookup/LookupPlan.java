package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.List;

/**
 * Configuration of the lookups of one resource.
 *
 * @param providers in order of failover; at least one
 * @param failoverOnNotFound whether a not-found leads to the next provider
 * @param cacheTtl maximum age of a cached outcome; zero for no cache
 * @param cacheSize minimum capacity of the cache in entries; the maximum of all plans applies
 * @param needsBody whether the response body is used, and so cached with the record
 */
public record LookupPlan<T extends TikTokRecord>(
        List<ProviderCallConfig<T>> providers,
        boolean failoverOnNotFound,
        Duration cacheTtl,
        int cacheSize,
        boolean needsBody) {

    public LookupPlan {
        providers = List.copyOf(providers);
    }

    String resource() {
        return providers.get(0).resource();
    }

    String firstProvider() {
        return providers.get(0).provider().name();
    }
}
