package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import java.time.Duration;
import java.util.List;

/**
 * How one resource is looked up.
 *
 * @param providers to ask, in this order; one at least
 * @param failoverOnNotFound whether the next one is asked about what the one before cannot see
 * @param cacheTtl how long an answer may be used again; zero for not at all
 * @param cacheSize answers that the cache should hold at least; the largest that anybody asks for counts
 */
public record LookupPlan<T extends TikTokRecord>(
        List<ProviderAccess<T>> providers, boolean failoverOnNotFound, Duration cacheTtl, int cacheSize) {

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
