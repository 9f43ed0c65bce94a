package io.github.cameltiktok.internal.lookup.metrics;

import io.github.cameltiktok.provider.Price;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** Counts lookups and calls by provider and request source. Thread-safe; results are immutable. */
public final class LookupStatistics implements LookupListener {

    private final ConcurrentMap<Key, Counts> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> rateLimits = new ConcurrentHashMap<>();

    private record Key(String provider, String requestSource) {}

    private static final class Counts {

        private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
        private final LongAdder calls = new LongAdder();
        private final LongAdder retries = new LongAdder();
        private final LongAdder cacheHits = new LongAdder();
        private final LongAdder coalesced = new LongAdder();

        /** Exact, to avoid sums like 0.018000000000000002. */
        private final ConcurrentMap<String, BigDecimal> spend = new ConcurrentHashMap<>();

        Counts() {
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, new LongAdder());
            }
        }

        StatisticsSnapshot snapshot() {
            Map<Outcome, Long> numbers = new EnumMap<>(Outcome.class);
            outcomes.forEach((outcome, number) -> numbers.put(outcome, number.sum()));
            return new StatisticsSnapshot(numbers, calls.sum(), retries.sum(), cacheHits.sum(), coalesced.sum(), spend);
        }
    }

    @Override
    public void called(Call call) {
        Counts of = of(call.provider(), call.requestSource());
        of.calls.increment();
        Price price = call.price();
        if (price != null) {
            of.spend.merge(price.unit(), price.amount(), BigDecimal::add);
        }
        if (call.rateLimitRemaining() != null) {
            rateLimits.put(call.provider(), call.rateLimitRemaining());
        }
    }

    @Override
    public void retrying(String provider, String resource, String requestSource) {
        of(provider, requestSource).retries.increment();
    }

    @Override
    public void finished(Finished lookup) {
        Counts of = of(lookup.provider(), lookup.requestSource());
        LongAdder outcome = of.outcomes.get(lookup.outcome());
        if (outcome != null) {
            outcome.increment();
        }
        if (lookup.origin() == Origin.CACHED) {
            of.cacheHits.increment();
        } else if (lookup.origin() == Origin.COALESCED) {
            of.coalesced.increment();
        }
    }

    /** Returns the total. */
    public StatisticsSnapshot total() {
        return counts.values().stream().map(Counts::snapshot).reduce(StatisticsSnapshot.NONE, StatisticsSnapshot::plus);
    }

    /** Returns the counts per provider: the one that was called, succeeded or failed last. */
    public Map<String, StatisticsSnapshot> byProvider() {
        return by(Key::provider);
    }

    /** Returns the counts per request source. */
    public Map<String, StatisticsSnapshot> byRequestSource() {
        return by(Key::requestSource);
    }

    /** Returns the last reported remaining rate limit per provider. */
    public Map<String, Long> rateLimitRemaining() {
        return Collections.unmodifiableMap(new TreeMap<>(rateLimits));
    }

    /** Resets all counts. Remaining rate limits are kept, as they are no counts. */
    public void reset() {
        counts.clear();
    }

    private Map<String, StatisticsSnapshot> by(Function<Key, String> part) {
        Map<String, StatisticsSnapshot> snapshots = new TreeMap<>();
        counts.forEach((key, number) -> snapshots.merge(part.apply(key), number.snapshot(), StatisticsSnapshot::plus));
        return Collections.unmodifiableMap(snapshots);
    }

    private Counts of(String provider, String requestSource) {
        return counts.computeIfAbsent(new Key(provider, requestSource), key -> new Counts());
    }
}
