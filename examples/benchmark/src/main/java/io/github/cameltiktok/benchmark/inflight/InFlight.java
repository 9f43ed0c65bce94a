package io.github.cameltiktok.benchmark.inflight;

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
import java.util.List;
import java.util.Map;

/** Many lookups under way at the same time, at a slow provider. */
public final class InFlight implements Benchmark {

    static final String NEW = "new connections";
    static final String KEPT = "kept connections";

    static final String RAMP = "ramp";
    static final String AFTER_RAMP = "after ramp";
    static final String FAILED = "failed";
    static final String THREADS = "threads";
    static final String HEAP = "heap";
    static final String SYSTEM_THREADS = "system threads";
    private static final String MOST_AT_ONCE = "most at once";

    private static final String NAME = "in-flight";
    private static final String CONTENDER = "camel-tiktok";

    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m");
    private static final int MAX_THREADS = 32;
    private static final double MAX_SECONDS_BEYOND = 0.2;
    private static final int MILLIS = 1_000;

    private final int lookups;
    private final int latencyMillis;
    private final int rampMillis;

    /**
     * @param lookups how many
     * @param latencyMillis of the server
     * @param rampMillis time in which they are started; shorter than the latency, so that all are under way together
     */
    public InFlight(int lookups, int latencyMillis, int rampMillis) {
        this.lookups = lookups;
        this.latencyMillis = latencyMillis;
        this.rampMillis = rampMillis;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Lab lab, Results results) throws Exception {
        for (int round = 1; round <= lab.rounds(); round++) {
            try (StubProcess slow = StubProcess.start(lab, new StubSettings(latencyMillis, 0));
                    StubProcess quick = StubProcess.start(lab, new StubSettings(0, 0))) {
                List<Measure> measures = lab.measure(
                        InFlightProgram.class,
                        JVM_OPTIONS,
                        List.of(
                                quick.address(),
                                slow.address(),
                                Integer.toString(lookups),
                                Integer.toString(rampMillis)));
                for (Measure measure : measures) {
                    String[] parts = measure.metric().split("/", 2);
                    results.add(new Row(NAME, CONTENDER, parts[0], round, parts[1], measure.value(), measure.unit()));
                }
                results.add(new Row(NAME, CONTENDER, NEW, round, MOST_AT_ONCE, slow.counter("mostAtOnce"), "lookups"));
                lab.progress(NAME + ": round " + round + ": " + measures);
            }
        }
    }

    @Override
    public Chapter chapter(Results results) {
        Table table = new Table(List.of("", NEW, KEPT));
        row(table, results, "started within, s", RAMP);
        row(table, results, "last answer after the last start, s", AFTER_RAMP);
        row(table, results, "failed", FAILED);
        row(table, results, "most threads", THREADS);
        row(table, results, "most threads, the JVM's own included", SYSTEM_THREADS);
        row(table, results, "most heap in use, garbage included, MB", HEAP);
        double seconds = latencyMillis / (double) MILLIS;
        String text = Table.number(lookups) + " lookups through a route at a server that takes " + Table.number(seconds)
                + " s for each answer, started evenly within " + Table.number(rampMillis / (double) MILLIS)
                + " s by one thread, after\na warm-up at a server that answers at once. The first wave has to connect "
                + "for each lookup, the second finds the connections of the first.\nHeap: 512 MB. Threads are all "
                + "that live in the process by Java's count, which leaves out those of collector and compiler; the "
                + "row\nbelow has them, too. The system must allow more open files than lookups (`ulimit -n`), here and "
                + "at the server. " + results.rounds(NAME) + " rounds.\n\n" + table
                + "\nThe server counted at most "
                + Table.cell(results.figure(NAME, CONTENDER, NEW, MOST_AT_ONCE))
                + " requests at the same time.\n";
        double worst = worst(results, AFTER_RAMP);
        double threads = worst(results, THREADS);
        double failed = worst(results, FAILED);
        return new Chapter(
                "In flight",
                text,
                List.of(
                        new Goal(
                                Table.number(lookups) + " in flight: at most " + MAX_THREADS + " threads",
                                Table.number(threads),
                                threads <= MAX_THREADS),
                        new Goal(
                                Table.number(lookups) + " in flight: no error in 512 MB of heap",
                                Table.number(failed) + " failed",
                                failed == 0),
                        new Goal(
                                Table.number(lookups) + " in flight: finished "
                                        + Table.number(seconds + MAX_SECONDS_BEYOND) + " s after the last start",
                                Table.number(worst) + " s",
                                worst <= seconds + MAX_SECONDS_BEYOND)),
                List.of(),
                Map.of());
    }

    /** The median of the worse of both waves. */
    private static double worst(Results results, String metric) {
        return Math.max(
                results.figure(NAME, CONTENDER, NEW, metric).median(),
                results.figure(NAME, CONTENDER, KEPT, metric).median());
    }

    private static void row(Table table, Results results, String title, String metric) {
        Figure first = results.figure(NAME, CONTENDER, NEW, metric);
        Figure second = results.figure(NAME, CONTENDER, KEPT, metric);
        table.row(List.of(title, Table.cell(first), Table.cell(second)));
    }
}
