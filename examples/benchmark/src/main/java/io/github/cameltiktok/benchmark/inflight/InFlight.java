package io.github.cameltiktok.benchmark.inflight;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Many lookups in flight at a slow provider. */
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
    private static final Duration ROUND = Duration.ofSeconds(60);
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
     * @param lookups number of lookups
     * @param latencyMillis latency of the server in ms
     * @param rampMillis time in which they start, in ms; less than the latency, so that all are in flight together
     * @param warmUps number of complete runs before the measured one
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
    public Duration usualTime(int rounds) {
        return ROUND.multipliedBy(rounds);
    }

    @Override
    public void run(Harness harness, Results results) throws Exception {
        for (int round = 1; round <= harness.rounds(); round++) {
            harness.startRound(NAME, round);
            for (Contender contender : CONTENDERS) {
                run(harness, results, contender, round);
            }
        }
    }

    private void run(Harness harness, Results results, Contender contender, int round)
            throws IOException, InterruptedException {
        try (StubProcess stub = StubProcess.start(harness, new StubSettings(latencyMillis, 0))) {
            List<Measurement> measures = harness.measure(
                    InFlightProgram.class,
                    JVM_OPTIONS,
                    List.of(
                            contender.name(),
                            stub.address(),
                            Integer.toString(lookups),
                            Integer.toString(rampMillis),
                            Integer.toString(warmUps)));
            for (Measurement measurement : measures) {
                String[] parts = measurement.metric().split("/", 2);
                results.add(new Row(
                        NAME, contender.title(), parts[0], round, parts[1], measurement.value(), measurement.unit()));
            }
            results.add(
                    new Row(NAME, contender.title(), KEPT, round, MOST_AT_ONCE, stub.counter("mostAtOnce"), "lookups"));
            harness.progress(NAME + ": round " + round + ": " + contender.title() + ": " + measures);
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
        row(table, results, "most threads, including the JVM's own", SYSTEM_THREADS);
        row(table, results, "most heap in use, including garbage, MiB", HEAP);
        double seconds = latencyMillis / (double) MILLIS;
        String text = """
                One thread starts %s lookups evenly within %s s; the server answers each after %s s. The first wave opens a connection
                for each lookup, the second reuses them. The connector's route is compared with the bare client of End to end, which shows the
                limit of this machine. Each runs %d times before it is measured, with new connections every time.

                The heap is 512 MiB. Threads are the live Java threads; the next row also includes those of the garbage collector and the
                JIT compiler. The limit on open files (`ulimit -n`) must exceed the number of lookups, for client and server. %s.
                For example, the route's last answer comes %s s after the last start if connections are new.

                %s
                The server counted at most %s simultaneous calls of the connector.
                """.formatted(
                Table.number(lookups),
                Table.number(rampMillis / (double) MILLIS),
                Table.number(seconds),
                warmUps,
                results.roundsText(NAME),
                Table.number(figure(results, Contender.TIKTOK, NEW, AFTER_RAMP).median()),
                table,
                Table.cell(figure(results, Contender.TIKTOK, KEPT, MOST_AT_ONCE)));
        double afterRamp = figure(results, Contender.TIKTOK, NEW, AFTER_RAMP).median();
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
                                Table.number(lookups) + " in flight: all completed within "
                                        + Table.number(seconds + MAX_SECONDS_BEYOND)
                                        + " s of the last start, new connections",
                                Table.number(afterRamp) + " s",
                                afterRamp <= seconds + MAX_SECONDS_BEYOND)),
                List.of(),
                Map.of());
    }

    /** Returns the larger median of both waves. */
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
