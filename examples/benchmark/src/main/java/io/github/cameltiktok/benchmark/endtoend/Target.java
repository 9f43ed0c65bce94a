package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.page.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A goal for the ratio of two medians: the connector's to the contender's.
 *
 * @param setting number of lookups in flight
 * @param limit least or most ratio, depending on the metric
 */
record Target(Metric metric, Contender other, String setting, double limit) {

    private static final Map<String, Double> THROUGHPUT = Map.of("1", 1.0, "32", 1.0, "256", 1.3);
    private static final Map<String, Double> CPU = Map.of("1", 1.0, "32", 0.8, "256", 0.8);

    /** Returns all targets. */
    static List<Target> all() {
        List<Target> targets = new ArrayList<>();
        for (String setting : List.of("1", "32", "256")) {
            targets.add(new Target(Metric.THROUGHPUT, Contender.SAME_PROMISES, setting, 1.5));
            targets.add(new Target(Metric.CPU, Contender.SAME_PROMISES, setting, 0.7));
            targets.add(new Target(
                    Metric.THROUGHPUT, Contender.CAMEL_HTTP, setting, THROUGHPUT.getOrDefault(setting, Double.NaN)));
            targets.add(new Target(Metric.CPU, Contender.CAMEL_HTTP, setting, CPU.getOrDefault(setting, Double.NaN)));
            targets.add(new Target(Metric.ALLOCATION, Contender.CAMEL_HTTP, setting, 1));
        }
        targets.add(new Target(Metric.P50, Contender.BARE, "1", 1.15));
        targets.add(new Target(Metric.P99, Contender.CAMEL_HTTP, "32", 1));
        return targets;
    }

    /** Returns the goal with a measured ratio. */
    Goal goal(double ratio) {
        String text = (metric.moreIsBetter() ? "at least " : "at most ")
                + (limit == 1 ? "" : Table.number(limit) + " times ")
                + "the " + metric.noun() + " of " + (other == Contender.BARE ? "the " : "") + other.title() + ", "
                + setting + " in flight";
        boolean holds = metric.moreIsBetter() ? ratio >= limit : ratio <= limit;
        return new Goal(text, Table.number(ratio) + " times", holds);
    }
}
