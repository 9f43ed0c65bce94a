package io.github.cameltiktok.internal.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Coalesces equal lookups in flight into one, and serves recent outcomes from the cache where {@code cacheTtl} allows.
 * The cache is bounded: an answer of up to {@link #UNIT_BYTES} counts as one entry, a larger one as several.
 */
final class CoalescingCache implements LookupStep {

    static final int UNIT_BYTES = 16 * 1024;

    private final Clock clock;
    private final Executor worker;
    private final ConcurrentMap<Key, InFlightLookup> inFlight = new ConcurrentHashMap<>();
    private volatile @Nullable Cache<Key, CacheEntry> entries;
    private int maxEntries;

    /**
     * The part of the key that all lookups of a chain share.
     *
     * @param providers to call, in this order
     * @param resource to look up
     * @param failoverOnNotFound whether the search goes on after a not-found
     */
    record Scope(List<ProviderKey> providers, String resource, boolean failoverOnNotFound) {

        static Scope of(LookupPlan<?> plan) {
            return new Scope(
                    plan.providers().stream().map(ProviderKey::of).toList(),
                    plan.resource(),
                    plan.failoverOnNotFound());
        }
    }

    /**
     * A provider in a scope.
     *
     * @param provider itself, as two beans may have one name
     */
    private record ProviderKey(TikTokProvider provider, String baseUrl, ApiKey apiKey) {

        static ProviderKey of(ProviderCallConfig<?> config) {
            return new ProviderKey(config.provider(), config.baseUrl().toString(), config.apiKey());
        }
    }

    /** @param subject in its canonical form, which all links to the same post or creator share */
    private record Key(Scope scope, String subject) {}

    /**
     * @param clock by which entries age
     * @param worker where the followers of a lookup go on
     */
    CoalescingCache(Clock clock, Executor worker) {
        this.clock = clock;
        this.worker = worker;
    }

    /** Makes room for this many entries at least; 0 for none. */
    synchronized void hold(int size) {
        if (size <= maxEntries) {
            return;
        }
        maxEntries = size;
        Cache<Key, CacheEntry> made = entries;
        if (made == null) {
            entries = Caffeine.newBuilder()
                    .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                    .executor(Runnable::run)
                    .maximumWeight(size)
                    .weigher((Key key, CacheEntry entry) -> 1 + entry.bytes() / UNIT_BYTES)
                    .expireAfter(Expiry.creating((Key key, CacheEntry entry) -> entry.lifetime()))
                    .build();
        } else {
            made.policy().eviction().orElseThrow().setMaximum(size);
        }
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        Key key = new Key(execution.chain().scope(), execution.query().subject().canonical());
        while (true) {
            LookupResult<T> cached = cached(key, execution);
            if (cached != null) {
                return CompletableFuture.completedFuture(cached);
            }
            InFlightLookup own = new InFlightLookup(execution);
            InFlightLookup other = inFlight.putIfAbsent(key, own);
            CompletableFuture<LookupResult<T>> result =
                    other == null ? lead(key, own, execution) : follow(other, execution);
            if (result != null) {
                return result;
            }
            inFlight.remove(key, other);
        }
    }

    private <T extends TikTokRecord> @Nullable LookupResult<T> cached(Key key, LookupExecution<T> execution) {
        Cache<Key, CacheEntry> made = entries;
        LookupPlan<T> plan = execution.chain().plan();
        if (made == null || plan.cacheTtl().isZero()) {
            return null;
        }
        CacheEntry entry = made.getIfPresent(key);
        return entry != null && entry.serves(plan.cacheTtl(), plan.needsBody(), clock.instant())
                ? typed(entry.outcome().from(Origin.CACHED))
                : null;
    }

    private <T extends TikTokRecord> CompletableFuture<LookupResult<T>> lead(
            Key key, InFlightLookup own, LookupExecution<T> execution) {
        // The lookup before may have put its outcome into the cache and left the map in between.
        LookupResult<T> cached = cached(key, execution);
        if (cached != null) {
            inFlight.remove(key, own);
            own.complete(cached);
            return CompletableFuture.completedFuture(cached);
        }
        CompletableFuture<LookupResult<T>> result = new CompletableFuture<>();
        CompletableFuture<LookupResult<T>> found = execution.proceed();
        own.started(found);
        found.whenComplete((outcome, fault) -> {
            if (found.isCancelled()) {
                inFlight.remove(key, own);
                return;
            }
            LookupResult<T> ended = outcome != null ? outcome : faulty(execution, fault);
            // In this order there is no moment in which an equal lookup would be sent once more.
            put(key, ended, execution.chain().plan());
            inFlight.remove(key, own);
            // The leader goes on right here, through its whole route, and so comes last.
            own.complete(ended);
            result.complete(ended);
        });
        return leaving(result, own);
    }

    private static <T extends TikTokRecord> LookupResult<T> faulty(
            LookupExecution<T> execution, @Nullable Throwable fault) {
        return Failed.internal(
                execution.provider(), fault == null ? new IllegalStateException() : fault, execution.calls());
    }

    private void put(Key key, LookupResult<?> outcome, LookupPlan<?> plan) {
        Cache<Key, CacheEntry> made = entries;
        if (made != null && !plan.cacheTtl().isZero()) {
            CacheEntry entry = CacheEntry.of(outcome, plan.cacheTtl(), plan.needsBody(), clock.instant());
            if (entry != null) {
                made.put(key, entry);
            }
        }
    }

    /** Returns {@code null} if all have left that lookup. */
    private <T extends TikTokRecord> @Nullable CompletableFuture<LookupResult<T>> follow(
            InFlightLookup other, LookupExecution<T> execution) {
        if (!other.follow()) {
            return null;
        }
        execution.follow(other.leader());
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        // Each on a worker of its own, lest one route keeps the next one waiting.
        other.whenComplete((outcome, abandoned) -> {
            if (outcome != null && !result.isDone()) {
                CancellingFuture.run(worker, () -> take(outcome, other, execution, result));
            }
        });
        leaving(result, other);
        return result;
    }

    private <T extends TikTokRecord> void take(
            LookupResult<?> outcome,
            InFlightLookup other,
            LookupExecution<T> execution,
            CancellingFuture<LookupResult<T>> result) {
        if (outcome instanceof Failed<?> failed && failed.outOfTime() && execution.endsAfter(other.leader())) {
            // Of the leader's time; this lookup has some left.
            CompletableFuture<LookupResult<T>> again = result.from(find(execution));
            again.whenComplete((ended, fault) -> CancellingFuture.copyTo(result, ended, fault));
        } else {
            result.complete(typed(outcome.from(Origin.COALESCED)));
        }
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> leaving(
            CompletableFuture<LookupResult<T>> result, InFlightLookup lookup) {
        result.whenComplete((outcome, fault) -> {
            if (result.isCancelled()) {
                lookup.leave();
            }
        });
        return result;
    }

    /** The resource is part of the key, and so the record is of the type that was asked for. */
    @SuppressWarnings("unchecked")
    private static <T extends TikTokRecord> LookupResult<T> typed(LookupResult<?> outcome) {
        return (LookupResult<T>) outcome;
    }

    /** Returns about how many entries and lookups in flight there are. */
    long size() {
        Cache<Key, CacheEntry> made = entries;
        if (made == null) {
            return inFlight.size();
        }
        // Expired entries are evicted now and then only, and do not count.
        made.cleanUp();
        return made.estimatedSize() + inFlight.size();
    }

    /** Evicts all entries. Lookups in flight go on. */
    void clear() {
        Cache<Key, CacheEntry> made = entries;
        if (made != null) {
            made.invalidateAll();
        }
    }
}
