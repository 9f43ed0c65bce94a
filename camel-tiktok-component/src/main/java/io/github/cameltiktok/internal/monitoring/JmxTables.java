package io.github.cameltiktok.internal.monitoring;

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

/** Converts counts to tables of open types, which every JMX client can read. */
public final class JmxTables {

    private JmxTables() {}

    /**
     * Returns a table with a row for each snapshot.
     *
     * @param key name of the first column, whose values are the keys of the map
     */
    public static TabularData of(String key, Map<String, StatisticsSnapshot> snapshots) {
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
            for (Map.Entry<String, StatisticsSnapshot> entry : snapshots.entrySet()) {
                StatisticsSnapshot snapshot = entry.getValue();
                Object[] values = {
                    entry.getKey(),
                    snapshot.lookups(),
                    snapshot.failed(),
                    snapshot.calls(),
                    snapshot.retries(),
                    snapshot.cacheHits(),
                    snapshot.coalesced(),
                    spend(snapshot)
                };
                table.put(new CompositeDataSupport(row, columns, values));
            }
            return table;
        } catch (OpenDataException e) {
            throw new IllegalStateException("the columns are fixed", e);
        }
    }

    /** Returns amounts and units, as in {@code 0.012 USD, 3 credit}. */
    public static String spend(StatisticsSnapshot snapshot) {
        return snapshot.spend().entrySet().stream()
                .map(spent -> amount(spent.getValue()) + " " + spent.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String amount(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
