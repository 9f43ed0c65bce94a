package io.github.cameltiktok.internal.lookup.metrics;

import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Outcome;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has been counted so far, of everything or of a part of it.
 *
 * @param outcomes how many lookups ended in which way
 * @param calls to providers, those that failed included
 * @param retries calls that were made once more
 * @param cacheHits lookups that were answered from the cache
 * @param coalesced lookups that were answered by another one's call
 * @param spend what the calls cost by the documented prices, by currency or unit
 */
public record StatisticsSnapshot(
        Map<Outcome, Long> outcomes,
        long calls,
        long retries,
        long cacheHits,
        long coalesced,
        Map<String, BigDecimal> spend) {

    /** Nothing has happened. */
    public static final StatisticsSnapshot NONE = new StatisticsSnapshot(Map.of(), 0, 0, 0, 0, Map.of());

    public StatisticsSnapshot {
        Map<Outcome, Long> inOrder = new EnumMap<>(Outcome.class);
        inOrder.putAll(outcomes);
        outcomes = Collections.unmodifiableMap(inOrder);
        spend = Collections.unmodifiableMap(new TreeMap<>(spend));
    }

    /** Returns how many lookups have ended. */
    public long lookups() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Returns how many of them ended without a record, for whatever reason. */
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
