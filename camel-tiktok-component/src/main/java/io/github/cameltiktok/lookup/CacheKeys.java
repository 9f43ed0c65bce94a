package io.github.cameltiktok.lookup;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of one chain's lookups in the cache. Thread-safe. */
final class CacheKeys implements Function<String, Cache.Key> {

    private final LookupPlan<?> plan;

    /** Not made by the constructor, as a digest takes a while the first time in a JVM. */
    private volatile @Nullable List<Cache.Asked> asked;

    CacheKeys(LookupPlan<?> plan) {
        this.plan = plan;
    }

    @Override
    public Cache.Key apply(String subject) {
        List<Cache.Asked> known = asked;
        return new Cache.Key(known == null ? load() : known, plan.resource(), plan.failoverOnNotFound(), subject);
    }

    /** Makes the part that all keys share. */
    List<Cache.Asked> load() {
        List<Cache.Asked> made = plan.providers().stream().map(CacheKeys::asked).toList();
        asked = made;
        return made;
    }

    private static Cache.Asked asked(ProviderAccess<?> access) {
        return new Cache.Asked(
                access.provider(), access.baseUrl().toString(), access.apiKey().digest());
    }
}
