package io.github.cameltiktok.benchmark.cachehit;

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

    private final int answers;
    private final int heapMegabytes;
    private final Duration warmUp;
    private final Duration measured;

    /**
     * @param answers to be kept
     * @param heapMegabytes of the process that keeps them
     * @param warmUp of each
     * @param measured time of each in each round
     */
    public CacheHit(int answers, int heapMegabytes, Duration warmUp, Duration measured) {
        this.answers = answers;
        this.heapMegabytes = heapMegabytes;
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
                results.figure(NAME, HIT, setting(), MEDIAN),
                results.figure(NAME, EMPTY, setting(), MEDIAN),
                results.figure(NAME, FILLING, setting(), HEAP).median()));
    }

    private String setting() {
        return answers + " answers";
    }

    @Override
    public Chapter chapter(Results results) {
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
            classes.row(List.of("`" + readable(name) + "`", Table.number(bytes / MB), Table.number(bytes / answers)));
        }
        String text = Table.number(answers) + " videos are looked up once each with `cacheTtl=1h` and `cacheSize="
                + answers
                + "`, at the server of End to end, and are then asked for\nagain by their links, each as likely "
                + "as any other, by one thread: `direct:` to `tiktok:video`, beside `direct:` to a step that does nothing."
                + "\nThe same hits of a thousand of the videos only show what is the program's part, and what the "
                + "memory's, in which a million answers lie\nfar apart. All take turns in one process that has been warmed up. No call was made after the filling, which "
                + "is checked. " + results.rounds(NAME) + " rounds of\n" + Table.number(measured.toMillis() / NANOS)
                + " s each.\n\n" + times
                + "\n### What the cache takes up\n\nThe process has "
                + Table.number(figure(results, FILLING, HEAP_LIMIT).median())
                + " MiB of heap (`-Xmx`). Filling it took "
                + Table.number(figure(results, FILLING, FILL_TIME).median())
                + " s, with 64 lookups at a time, and it\nheld "
                + Table.number(figure(results, FILLING, ENTRIES).median()) + " answers afterwards, which is "
                + Table.number(heap / MB) + " MB of heap after a full collection, or "
                + Table.number(heap / answers) + " bytes for each. A provider's answer\nis "
                + Table.number(figure(results, FILLING, ANSWER).median())
                + " bytes long, and is kept beside the record. The classes with most of it:\n\n" + classes;
        double median = (figure(results, HIT, MEDIAN).median()
                        - figure(results, EMPTY, MEDIAN).median())
                / NANOS;
        double mean = (figure(results, HIT, MEAN).median()
                        - figure(results, EMPTY, MEAN).median())
                / NANOS;
        Goal goal = new Goal(
                "a hit among " + Table.number(answers) + " answers: at most 3 µs over an empty `direct:` hop",
                Table.number(median) + " µs in the median and " + Table.number(mean) + " µs on average",
                Math.max(median, mean) <= GOAL_MICROS);
        return new Chapter("Cache hit", text + "\nThe goal:\n\n" + goal.verdict(), List.of(goal), List.of(), Map.of());
    }

    private Figure figure(Results results, String contender, String metric) {
        return results.figure(NAME, contender, setting(), metric);
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
