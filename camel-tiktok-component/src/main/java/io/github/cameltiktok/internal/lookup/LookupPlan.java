package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.List;

/**
 * How one resource is looked up.
 *
 * @param providers to call, in this order; one at least
 * @param failoverOnNotFound whether the next one is called after a not-found
 * @param cacheTtl how long an outcome may be used again; zero for not at all
 * @param cacheSize entries that the cache should hold at least; the largest of all plans counts
 * @param needsBody whether the provider's own bytes are used, and so must be cached with the record
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
