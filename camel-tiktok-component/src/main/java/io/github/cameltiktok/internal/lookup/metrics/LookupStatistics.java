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

/** Counts what happens, by provider and by who asked. Thread-safe; what it returns does not change any more. */
public final class LookupStatistics implements LookupListener {

    private final ConcurrentMap<Who, Counts> counts = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Long> rateLimits = new ConcurrentHashMap<>();

    private record Who(String provider, String requestSource) {}

    private static final class Counts {

        private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);
        private final LongAdder calls = new LongAdder();
        private final LongAdder retries = new LongAdder();
        private final LongAdder cacheHits = new LongAdder();
        private final LongAdder coalesced = new LongAdder();

        /** Exact, as nobody wants to read of 0.018000000000000002 dollars. */
        private final ConcurrentMap<String, BigDecimal> spend = new ConcurrentHashMap<>();

        Counts() {
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(outcome, new LongAdder());
            }
        }

        StatisticsSnapshot tally() {
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

    /** Returns all together. */
    public StatisticsSnapshot total() {
        return counts.values().stream().map(Counts::tally).reduce(StatisticsSnapshot.NONE, StatisticsSnapshot::plus);
    }

    /** Returns it by provider: that was called, that answered, or that failed last. */
    public Map<String, StatisticsSnapshot> byProvider() {
        return by(Who::provider);
    }

    /** Returns it by the platform that asked. */
    public Map<String, StatisticsSnapshot> byRequestSource() {
        return by(Who::requestSource);
    }

    /** Returns what is left of the rate limit of each provider that tells, as it said last. */
    public Map<String, Long> rateLimitRemaining() {
        return Collections.unmodifiableMap(new TreeMap<>(rateLimits));
    }

    /** Begins to count from zero. What is left of rate limits is not a count, and stays. */
    public void reset() {
        counts.clear();
    }

    private Map<String, StatisticsSnapshot> by(Function<Who, String> part) {
        Map<String, StatisticsSnapshot> tallies = new TreeMap<>();
        counts.forEach((who, number) -> tallies.merge(part.apply(who), number.tally(), StatisticsSnapshot::plus));
        return Collections.unmodifiableMap(tallies);
    }

    private Counts of(String provider, String requestSource) {
        return counts.computeIfAbsent(new Who(provider, requestSource), who -> new Counts());
    }
}
