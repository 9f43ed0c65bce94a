package io.github.cameltiktok.benchmark.cachehit;

import com.sun.management.OperatingSystemMXBean;
import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Lab;
import io.github.cameltiktok.benchmark.process.Measure;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an answer out of a full cache costs a route, beside a route that does nothing. */
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
    private static final String HEAP_LIMIT = "heap limit";
    private static final double GOAL_MICROS = 3;
    private static final double NANOS = 1_000;
    private static final double MB = 1e6;
    private static final double MIB = 1_024 * 1_024;

    /** A million take up 9.6 GB of it; the collector needs room to work. */
    private static final double HEAP_KILOBYTES = 11.5;

    private static final int HEAP_MEGABYTES = 100;

    /** What the rest of the machine needs. */
    private static final double MEMORY_SHARE = 0.8;

    private final int answers;
    private final Duration warmUp;
    private final Duration measured;

    /**
     * @param answers to be kept
     * @param warmUp of each
     * @param measured time of each in each round
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

    /** All rounds are in one process, because filling it takes long. */
    @Override
    public void run(Lab lab, Results results) throws Exception {
        int heapMegabytes = HEAP_MEGABYTES + (int) (answers * HEAP_KILOBYTES / 1_000);
        double memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize() / MIB;
        if (heapMegabytes > memory * MEMORY_SHARE) {
            lab.progress(NAME + ": left out, as it takes " + heapMegabytes + " MiB of heap and this machine has "
                    + Table.number(memory) + " MiB of memory; fewer --answers take less");
            return;
        }
        try (StubProcess stub = StubProcess.start(lab, new StubSettings(0, 0))) {
            Map<String, Integer> rounds = new HashMap<>();
            for (Measure measure : lab.measure(
                    CacheHitProgram.class,
                    List.of("-Xms" + heapMegabytes + "m", "-Xmx" + heapMegabytes + "m", "-XX:+UseG1GC"),
                    List.of(
                            stub.address(),
                            Integer.toString(answers),
                            Integer.toString(lab.rounds()),
                            Long.toString(warmUp.toMillis()),
                            Long.toString(measured.toMillis())))) {
                String[] parts = measure.metric().split("/", 2);
                int round = rounds.merge(measure.metric(), 1, Integer::sum);
                results.add(new Row(NAME, parts[0], setting(), round, parts[1], measure.value(), measure.unit()));
            }
        }
        results.add(new Row(NAME, FILLING, setting(), 1, HEAP_LIMIT, heapMegabytes, "MiB"));
        lab.progress(String.format(
                "%s: %s ns, an empty hop %s ns, %s B of heap",
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
        // As many as there were when it was measured.
        double kept = Double.parseDouble(results.settings(NAME).get(0));
        Table times = new Table(List.of("", HIT, HOT, EMPTY, "hit over empty hop"));
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
        Table classes = new Table(List.of("class", "MB", "bytes for each answer"));
        for (String name : results.metrics(NAME, CLASSES)) {
            double bytes = figure(results, CLASSES, name).median();
            classes.row(List.of("`" + readable(name) + "`", Table.number(bytes / MB), Table.number(bytes / kept)));
        }
        String text = """
                %s videos are looked up once each with `cacheTtl=1h` and `cacheSize=%d`, at the server of End to end, and are
                then asked for again by their links, each as likely as any other, by one thread: `direct:` to `tiktok:video`, beside
                `direct:` to a step that does nothing. Hits of the same thousand of them show what is the program's part, and what that
                of the memory, in which a million answers lie far apart. All take turns in one process that has been warmed up. That no
                call is made after the filling is checked. %d rounds of %s s each.

                %s
                ### What the cache takes up

                The process has %s MiB of heap (`-Xmx`). Filling it took %s s, with 64 lookups at a time. It held %s answers
                afterwards, which is %s MB of heap after a full collection, or %s bytes for each. A provider's answer is %s bytes
                long, and is kept beside the record. The classes with most of it:

                %s""".formatted(
                        Table.number(kept),
                        Math.round(kept),
                        results.rounds(NAME),
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
        double mean = (figure(results, HIT, MEAN).median()
                        - figure(results, EMPTY, MEAN).median())
                / NANOS;
        Goal goal = new Goal(
                "a hit among " + Table.number(kept) + " answers: at most 3 µs over an empty `direct:` hop",
                Table.number(median) + " µs in the median and " + Table.number(mean) + " µs on average",
                Math.max(median, mean) <= GOAL_MICROS);
        return new Chapter("Cache hit", text + "\nThe goal:\n\n" + goal.verdict(), List.of(goal), List.of(), Map.of());
    }

    private static Figure figure(Results results, String contender, String metric) {
        return results.figure(NAME, contender, results.settings(NAME).get(0), metric);
    }

    private static Figure micros(Figure nanos) {
        return new Figure(nanos.median() / NANOS, nanos.min() / NANOS, nanos.max() / NANOS);
    }

    /** {@code [B} is what the JVM calls an array of bytes. */
    private static String readable(String name) {
        return switch (name) {
            case "[B" -> "byte[]";
            case "[J" -> "long[]";
            case "[I" -> "int[]";
            default -> name.startsWith("[L") ? name.substring(2, name.length() - 1) + "[]" : name;
        };
    }
}
