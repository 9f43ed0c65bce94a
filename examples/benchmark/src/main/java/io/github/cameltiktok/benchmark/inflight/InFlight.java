package io.github.cameltiktok.benchmark.inflight;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Lab;
import io.github.cameltiktok.benchmark.process.Measure;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.io.IOException;
import java.util.ArrayList;
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
    private static final List<Contender> CONTENDERS = List.of(Contender.TIKTOK, Contender.BARE);

    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m");
    private static final int MAX_THREADS = 32;
    private static final double MAX_SECONDS_BEYOND = 0.2;
    private static final int MILLIS = 1_000;

    private final int lookups;
    private final int latencyMillis;
    private final int rampMillis;
    private final int warmUps;

    /**
     * @param lookups how many
     * @param latencyMillis of the server
     * @param rampMillis time in which they are started; shorter than the latency, so that all are under way together
     * @param warmUps how often all of it is done before it is measured
     */
    public InFlight(int lookups, int latencyMillis, int rampMillis, int warmUps) {
        this.lookups = lookups;
        this.latencyMillis = latencyMillis;
        this.rampMillis = rampMillis;
        this.warmUps = warmUps;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Lab lab, Results results) throws Exception {
        for (int round = 1; round <= lab.rounds(); round++) {
            for (Contender contender : CONTENDERS) {
                run(lab, results, contender, round);
            }
        }
    }

    private void run(Lab lab, Results results, Contender contender, int round)
            throws IOException, InterruptedException {
        try (StubProcess stub = StubProcess.start(lab, new StubSettings(latencyMillis, 0))) {
            List<Measure> measures = lab.measure(
                    InFlightProgram.class,
                    JVM_OPTIONS,
                    List.of(
                            contender.name(),
                            stub.address(),
                            Integer.toString(lookups),
                            Integer.toString(rampMillis),
                            Integer.toString(warmUps)));
            for (Measure measure : measures) {
                String[] parts = measure.metric().split("/", 2);
                results.add(
                        new Row(NAME, contender.title(), parts[0], round, parts[1], measure.value(), measure.unit()));
            }
            results.add(
                    new Row(NAME, contender.title(), KEPT, round, MOST_AT_ONCE, stub.counter("mostAtOnce"), "lookups"));
            lab.progress(NAME + ": round " + round + ": " + contender.title() + ": " + measures);
        }
    }

    @Override
    public Chapter chapter(Results results) {
        List<String> heads = new ArrayList<>(List.of(""));
        for (Contender contender : CONTENDERS) {
            heads.add(contender.title() + ", " + NEW);
            heads.add(contender.title() + ", " + KEPT);
        }
        Table table = new Table(heads);
        row(table, results, "started within, s", RAMP);
        row(table, results, "last answer after the last start, s", AFTER_RAMP);
        row(table, results, "failed", FAILED);
        row(table, results, "most threads", THREADS);
        row(table, results, "most threads, the JVM's own included", SYSTEM_THREADS);
        row(table, results, "most heap in use, garbage included, MiB", HEAP);
        double seconds = latencyMillis / (double) MILLIS;
        String text = """
                %s lookups at a server that takes %s s for each answer, started evenly within %s s by one thread. The first wave has to
                connect for each lookup, the second finds the connections of the first. Beside the connector's route is the bare client of
                End to end: what it takes is the limit of this machine. Both do all of it %d times before it is measured, each time with
                connections of their own.
                Heap: 512 MiB. Threads are all that live in the process by Java's count, which leaves out those of collector and compiler;
                the row below has them, too. The system must allow more open files than lookups (`ulimit -n`), here and at the server.
                %d rounds.

                %s
                The server counted at most %s requests of the connector at the same time.
                """.formatted(
                        Table.number(lookups),
                        Table.number(seconds),
                        Table.number(rampMillis / (double) MILLIS),
                        warmUps,
                        results.rounds(NAME),
                        table,
                        Table.cell(figure(results, Contender.TIKTOK, KEPT, MOST_AT_ONCE)));
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
                                Table.number(lookups) + " in flight: no error in 512 MiB of heap",
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
                figure(results, Contender.TIKTOK, NEW, metric).median(),
                figure(results, Contender.TIKTOK, KEPT, metric).median());
    }

    private static void row(Table table, Results results, String title, String metric) {
        List<String> cells = new ArrayList<>(List.of(title));
        for (Contender contender : CONTENDERS) {
            cells.add(Table.cell(figure(results, contender, NEW, metric)));
            cells.add(Table.cell(figure(results, contender, KEPT, metric)));
        }
        table.row(cells);
    }

    private static Figure figure(Results results, Contender contender, String setting, String metric) {
        return results.figure(NAME, contender.title(), setting, metric);
    }
}
