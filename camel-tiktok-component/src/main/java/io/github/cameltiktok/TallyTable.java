package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.metrics.StatisticsSnapshot;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** Counts as a table of open types, which every JMX client can read. */
final class TallyTable {

    private TallyTable() {}

    /**
     * Returns a table with a row for each tally.
     *
     * @param key name of the first column, which tells the rows apart
     */
    static TabularData of(String key, Map<String, StatisticsSnapshot> tallies) {
        String[] columns = {key, "lookups", "failed", "calls", "retries", "cacheHits", "merged", "spend"};
        OpenType<?>[] types = {
            SimpleType.STRING,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.LONG,
            SimpleType.STRING
        };
        try {
            CompositeType row = new CompositeType(key, "Counts by " + key, columns, columns, types);
            TabularData table =
                    new TabularDataSupport(new TabularType(key, "Counts by " + key, row, new String[] {key}));
            for (Map.Entry<String, StatisticsSnapshot> entry : tallies.entrySet()) {
                StatisticsSnapshot tally = entry.getValue();
                Object[] values = {
                    entry.getKey(),
                    tally.lookups(),
                    tally.failed(),
                    tally.calls(),
                    tally.retries(),
                    tally.cacheHits(),
                    tally.coalesced(),
                    spend(tally)
                };
                table.put(new CompositeDataSupport(row, columns, values));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException("the columns are these and no others", e);
        }
    }

    /** Returns amounts and units, as in {@code 0.012 USD, 3 credit}. */
    static String spend(StatisticsSnapshot tally) {
        return tally.spend().entrySet().stream()
                .map(spent -> amount(spent.getValue()) + " " + spent.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String amount(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
