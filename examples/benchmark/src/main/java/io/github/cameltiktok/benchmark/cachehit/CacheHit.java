package io.github.cameltiktok.benchmark.cachehit;

import com.sun.management.OperatingSystemMXBean;
import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Cost of a cache hit in a route, compared with a route that does nothing. */
public final class CacheHit implements Benchmark {

    static final String HIT = "hit";
    static final String HOT = "hit of the same thousand";
    static final String EMPTY = "empty hop";
    static final String FILLING = "filling";
    static final String CLASSES = "classes";

    static final String MEDIAN = "median";
    static final String P99 = "p99";
    static final String MEAN = "mean";
    static final String FILL_TIME = "fill time";
    static final String ENTRIES = "entries";
    static final String HEAP = "heap";
    static final String ANSWER = "answer";

    private static final String NAME = "cache-hit";
    private static final Duration ROUND = Duration.ofSeconds(15);
    private static final Duration FILLING_AND_WARM_UP = Duration.ofSeconds(105);
    private static final String HEAP_LIMIT = "heap limit";
    private static final double GOAL_MICROS = 3;
    private static final double GOAL_BYTES = 5_000;
    private static final double NANOS = 1_000;
    private static final double MB = 1e6;
    private static final double MIB = 1_024 * 1_024;

    /** An entry uses 5.6 kB. */
    private static final double HEAP_KILOBYTES = 8;

    private static final int HEAP_MEGABYTES = 100;

    /** Leaves 20 % of the memory to the system. */
    private static final double MEMORY_SHARE = 0.8;

    private final int answers;
    private final Duration warmUp;
    private final Duration measured;

    /**
     * @param answers number of cache entries
     * @param warmUp warm-up time of each route
     * @param measured time of each route per round
     */
    public CacheHit(int answers, Duration warmUp, Duration measured) {
        this.answers = answers;
        this.warmUp = warmUp;
        this.measured = measured;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration usualTime(int rounds) {
        return FILLING_AND_WARM_UP.plus(ROUND.multipliedBy(rounds));
    }

    /** Runs all rounds in one process, because filling the cache takes long. */
    @Override
    public void run(Harness harness, Results results) throws Exception {
        int heapMegabytes = HEAP_MEGABYTES + (int) (answers * HEAP_KILOBYTES / 1_000);
        double memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MIB;
        if (heapMegabytes > memory * MEMORY_SHARE) {
            harness.progress(NAME + ": skipped; it needs " + heapMegabytes + " MiB of heap and this machine has "
                    + Table.number(memory) + " MiB of memory; reduce --answers");
            return;
        }
        try (StubProcess stub = StubProcess.start(harness, new StubSettings(0, 0))) {
            harness.startRound(NAME, 1);
            Map<String, Integer> rounds = new HashMap<>();
            for (Measurement measurement : harness.measure(
                    CacheHitProgram.class,
                    // Otherwise the collector marks the heap all the time on one of the two cores, and hits include
                    // page
                    // faults until the whole heap has been used once.
                    List.of(
                            "-Xms" + heapMegabytes + "m",
                            "-Xmx" + heapMegabytes + "m",
                            "-XX:+UseG1GC",
                            "-XX:-G1UseAdaptiveIHOP",
                            "-XX:InitiatingHeapOccupancyPercent=100",
                            "-XX:+AlwaysPreTouch"),
                    List.of(
                            stub.address(),
                            Integer.toString(answers),
                            Integer.toString(harness.rounds()),
                            Long.toString(warmUp.toMillis()),
                            Long.toString(measured.toMillis())))) {
                String[] parts = measurement.metric().split("/", 2);
                int round = rounds.merge(measurement.metric(), 1, Integer::sum);
                results.add(
                        new Row(NAME, parts[0], setting(), round, parts[1], measurement.value(), measurement.unit()));
            }
        }
        results.add(new Row(NAME, FILLING, setting(), 1, HEAP_LIMIT, heapMegabytes, "MiB"));
        harness.progress(String.format(
                "%s: hit %s ns, empty route %s ns, heap %s B",
                NAME,
                figure(results, HIT, MEDIAN),
                figure(results, EMPTY, MEDIAN),
                figure(results, FILLING, HEAP).median()));
    }

    private String setting() {
        return Integer.toString(answers);
    }

    @Override
    public Chapter chapter(Results results) {
        // The number of the run, which may differ from this program's.
        double kept = Double.parseDouble(results.settings(NAME).get(0));
        Table times = new Table(List.of("", "hit", "hit on 1,000 videos", "empty route", "hit minus empty route"));
        for (String metric : List.of(MEDIAN, P99, MEAN)) {
            Figure hit = figure(results, HIT, metric);
            Figure empty = figure(results, EMPTY, metric);
            times.row(List.of(
                    metric + ", µs",
                    Table.cell(micros(hit)),
                    Table.cell(micros(figure(results, HOT, metric))),
                    Table.cell(micros(empty)),
                    Table.number((hit.median() - empty.median()) / NANOS)));
        }
        double heap = figure(results, FILLING, HEAP).median();
        Table classes = new Table(List.of("class", "MB", "bytes per entry"));
        for (String name : results.metrics(NAME, CLASSES)) {
            double bytes = figure(results, CLASSES, name).median();
            classes.row(List.of("`" + readable(name) + "`", Table.number(bytes / MB), Table.number(bytes / kept)));
        }
        String text = """
                The cache is filled with %s videos (`cacheTtl=1h`, `cacheSize=%d`) from the server of End to end. One thread then
                looks up random videos of these by link. Two routes are compared: `direct:` to `tiktok:video`, and `direct:` to a step that
                does nothing. Hits on only 1,000 of the videos show the cost without memory access to a million entries. All take turns in one
                warmed-up process. The benchmark checks that no call follows the filling. %s with %s s per route.

                %s
                ### Cache size

                The process has %s MiB of heap (`-Xmx`), touched in advance (`-XX:+AlwaysPreTouch`), without concurrent marking
                (`-XX:InitiatingHeapOccupancyPercent=100`). Filling the cache took %s s with 64 lookups in flight. It then held %s entries,
                which use %s MB of heap after a full collection, or %s bytes each. An entry has the record of an answer of %s bytes,
                without the answer. The table has the largest classes. For example, `byte[]` has the characters of texts.

                %s""".formatted(
                        Table.number(kept),
                        Math.round(kept),
                        results.roundsText(NAME),
                        Table.number(measured.toMillis() / NANOS),
                        times,
                        Table.number(figure(results, FILLING, HEAP_LIMIT).median()),
                        Table.number(figure(results, FILLING, FILL_TIME).median()),
                        Table.number(figure(results, FILLING, ENTRIES).median()),
                        Table.number(heap / MB),
                        Table.number(heap / kept),
                        Table.number(figure(results, FILLING, ANSWER).median()),
                        classes);
        double median = (figure(results, HIT, MEDIAN).median()
                        - figure(results, EMPTY, MEDIAN).median())
                / NANOS;
        double bytes = heap / kept;
        List<Goal> goals = List.of(
                new Goal(
                        "a hit among " + Table.number(kept)
                                + " entries: at most 3 µs more than an empty `direct:` route, median",
                        Table.number(median) + " µs",
                        median <= GOAL_MICROS),
                new Goal(
                        "a cached answer: at most " + Table.number(GOAL_BYTES) + " bytes of heap",
                        Table.number(bytes) + " bytes",
                        bytes <= GOAL_BYTES));
        return new Chapter("Cache hit", text, goals, List.of(), Map.of());
    }

    private static Figure figure(Results results, String contender, String metric) {
        return results.figure(NAME, contender, results.settings(NAME).get(0), metric);
    }

    private static Figure micros(Figure nanos) {
        return new Figure(nanos.median() / NANOS, nanos.min() / NANOS, nanos.max() / NANOS);
    }

    /** Converts JVM names of arrays, such as {@code [B}. */
    private static String readable(String name) {
        return switch (name) {
            case "[B" -> "byte[]";
            case "[J" -> "long[]";
            case "[I" -> "int[]";
            default -> name.startsWith("[L") ? name.substring(2, name.length() - 1) + "[]" : name;
        };
    }
}
