package io.github.cameltiktok.internal.lookup;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Reason;
import io.github.cameltiktok.internal.lookup.http.ApiKey;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.TikTokProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Coalesces equal lookups in flight, and returns cached outcomes within {@code cacheTtl}. The cache is bounded: a
 * response below {@link #UNIT_BYTES} counts as one entry, a larger one as several. Thread-safe.
 */
final class CoalescingCache implements LookupStep {

    static final int UNIT_BYTES = 16 * 1024;

    private static final ProviderFailure NOT_CACHED = ProviderFailure.withoutAnswer(
            ErrorKind.UPSTREAM, RetryAdvice.YES, "was not called: only a cached answer is wanted, and there is none");

    private final Clock clock;
    private final Executor worker;
    private final ConcurrentMap<Key, InFlightLookup> inFlight = new ConcurrentHashMap<>();
    private volatile @Nullable Cache<Key, CacheEntry> entries;
    private int maxEntries;

    /**
     * The part of the key that all lookups of a chain share.
     *
     * @param providers in order of failover
     * @param resource {@code video} or {@code user}
     * @param failoverOnNotFound whether a not-found leads to the next provider
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
     * @param provider the instance, because two beans may share a name
     */
    private record ProviderKey(TikTokProvider provider, String baseUrl, ApiKey apiKey) {

        static ProviderKey of(ProviderCallConfig<?> config) {
            return new ProviderKey(config.provider(), config.baseUrl().toString(), config.apiKey());
        }
    }

    /** @param subject in canonical form, the same for all links to one post or creator */
    private record Key(Scope scope, String subject) {}

    /**
     * @param clock for the age of entries
     * @param worker for the routes of followers
     */
    CoalescingCache(Clock clock, Executor worker) {
        this.clock = clock;
        this.worker = worker;
    }

    /** Grows the cache to at least this many entries. It never shrinks. */
    synchronized void ensureCapacity(int size) {
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
                    .expireAfter(Expiry.creating((Key key, CacheEntry entry) -> Duration.ofMillis(entry.lifetime())))
                    .build();
        } else {
            made.policy().eviction().orElseThrow().setMaximum(size);
        }
    }

    @Override
    public <T extends TikTokRecord> CompletableFuture<LookupResult<T>> find(LookupExecution<T> execution) {
        Key key = new Key(execution.chain().scope(), execution.query().subject().canonical());
        boolean mayCall = !execution.query().onlyIfCached();
        while (true) {
            LookupResult<T> cached = cached(key, execution);
            if (cached != null) {
                return CompletableFuture.completedFuture(cached);
            }
            InFlightLookup own = new InFlightLookup(execution);
            InFlightLookup other = mayCall ? inFlight.putIfAbsent(key, own) : inFlight.get(key);
            if (other == null && !mayCall) {
                // An equal lookup may have cached its outcome and left the map in between.
                LookupResult<T> late = cached(key, execution);
                return CompletableFuture.completedFuture(
                        late != null ? late : Failed.notSent(execution.provider(), NOT_CACHED, Reason.NOT_CACHED));
            }
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
        return entry != null && entry.isUsable(plan.cacheTtl(), plan.needsBody(), clock.millis())
                ? typed(entry.outcome())
                : null;
    }

    private <T extends TikTokRecord> CompletableFuture<LookupResult<T>> lead(
            Key key, InFlightLookup own, LookupExecution<T> execution) {
        // An equal lookup may have cached its outcome and left the map in between.
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
            LookupResult<T> ended = outcome != null ? outcome : internalFailure(execution, fault);
            // In this order, an equal lookup finds the entry or the lookup in flight at any moment.
            put(key, ended, execution.chain().plan());
            inFlight.remove(key, own);
            // Last, because the leader's whole route runs on this thread.
            own.complete(ended);
            result.complete(ended);
        });
        return leaveOnCancel(result, own);
    }

    private static <T extends TikTokRecord> LookupResult<T> internalFailure(
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

    /** Returns {@code null} if the other lookup was cancelled. */
    private <T extends TikTokRecord> @Nullable CompletableFuture<LookupResult<T>> follow(
            InFlightLookup other, LookupExecution<T> execution) {
        if (!other.follow()) {
            return null;
        }
        execution.follow(other.leader());
        CancellingFuture<LookupResult<T>> result = new CancellingFuture<>();
        // Each follower as its own task, so that no route delays the next.
        other.whenComplete((outcome, fault) -> {
            if (outcome != null && !result.isDone()) {
                CancellingFuture.run(worker, () -> complete(outcome, other, execution, result));
            }
        });
        leaveOnCancel(result, other);
        return result;
    }

    private <T extends TikTokRecord> void complete(
            LookupResult<?> outcome,
            InFlightLookup other,
            LookupExecution<T> execution,
            CancellingFuture<LookupResult<T>> result) {
        if (outcome instanceof Failed<?> failed && failed.outOfTime() && execution.endsAfter(other.leader())) {
            // The leader ran out of time. This lookup has time left.
            CompletableFuture<LookupResult<T>> again = result.propagateCancelTo(find(execution));
            again.whenComplete((ended, fault) -> CancellingFuture.copyTo(result, ended, fault));
        } else {
            result.complete(typed(outcome.servedFrom(Origin.COALESCED)));
        }
    }

    private static <T extends TikTokRecord> CompletableFuture<LookupResult<T>> leaveOnCancel(
            CompletableFuture<LookupResult<T>> result, InFlightLookup lookup) {
        result.whenComplete((outcome, fault) -> {
            if (result.isCancelled()) {
                lookup.leave();
            }
        });
        return result;
    }

    /** Safe: the resource, and so the type of the record, is part of the key. */
    @SuppressWarnings("unchecked")
    private static <T extends TikTokRecord> LookupResult<T> typed(LookupResult<?> outcome) {
        return (LookupResult<T>) outcome;
    }

    /** Returns the approximate number of entries and lookups in flight. */
    long size() {
        Cache<Key, CacheEntry> made = entries;
        if (made == null) {
            return inFlight.size();
        }
        // Evicts expired entries, which the estimate would include.
        made.cleanUp();
        return made.estimatedSize() + inFlight.size();
    }

    /** Evicts all entries. Lookups in flight continue. */
    void clear() {
        Cache<Key, CacheEntry> made = entries;
        if (made != null) {
            made.invalidateAll();
        }
    }
}
