package io.github.cameltiktok.internal.lookup.metrics;

import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts at one moment. Immutable.
 *
 * @param outcomes number of lookups per outcome
 * @param calls to providers, failed ones included
 * @param retries calls that were retries
 * @param cacheHits lookups with a cached outcome
 * @param coalesced lookups with the outcome of another lookup's call
 * @param spend cost of the calls by documented or configured prices, per currency or unit
 */
public record StatisticsSnapshot(
        Map<Outcome, Long> outcomes,
        long calls,
        long retries,
        long cacheHits,
        long coalesced,
        Map<String, BigDecimal> spend) {

    /** All counts zero. */
    public static final StatisticsSnapshot NONE = new StatisticsSnapshot(Map.of(), 0, 0, 0, 0, Map.of());

    public StatisticsSnapshot {
        Map<Outcome, Long> inOrder = new EnumMap<>(Outcome.class);
        inOrder.putAll(outcomes);
        outcomes = Collections.unmodifiableMap(inOrder);
        spend = Collections.unmodifiableMap(new TreeMap<>(spend));
    }

    /** Returns the number of lookups. */
    public long lookups() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns the number of lookups without a record. */
    public long failed() {
        return lookups() - outcomes.getOrDefault(Outcome.FOUND, 0L);
    }

    StatisticsSnapshot plus(StatisticsSnapshot other) {
        Map<Outcome, Long> allOutcomes = new EnumMap<>(Outcome.class);
        allOutcomes.putAll(outcomes);
        other.outcomes.forEach((outcome, number) -> allOutcomes.merge(outcome, number, Long::sum));
        Map<String, BigDecimal> allSpend = new TreeMap<>(spend);
        other.spend.forEach((unit, amount) -> allSpend.merge(unit, amount, BigDecimal::add));
        return new StatisticsSnapshot(
                allOutcomes,
                calls + other.calls,
                retries + other.retries,
                cacheHits + other.cacheHits,
                coalesced + other.coalesced,
                allSpend);
    }
}
