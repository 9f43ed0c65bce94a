package io.github.cameltiktok.benchmark.limituse;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Share of a provider's concurrency limit that the connector uses, at a server that enforces the limit. */
public final class LimitUse implements Benchmark {

    static final String SECONDS = "time";

    private static final String CALL = "call at the server";
    private static final String SHARE = "share of the limit";
    private static final String REFUSED = "refused";

    private static final String NAME = "limit-use";
    private static final Duration ROUND = Duration.ofSeconds(72);
    private static final String CONTENDER = "camel-tiktok";

    /** API Direct's documented limit. */
    private static final int LIMIT = 3;

    private static final int PERCENT = 100;
    private static final double SHARE_GOAL = 98;
    private static final double MILLIS = 1_000;
    private static final double MICROS = 1_000_000;

    private final int lookups;
    private final int latencyMillis;

    /**
     * @param lookups number of lookups, started at once; a multiple of the limit, or the last calls use only a part of it
     * @param latencyMillis latency of the server in ms
     */
    public LimitUse(int lookups, int latencyMillis) {
        this.lookups = lookups;
        this.latencyMillis = latencyMillis;
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
            try (StubProcess stub = StubProcess.start(harness, new StubSettings(latencyMillis, LIMIT))) {
                double seconds = harness.measure(
                                LimitUseProgram.class, List.of(), List.of(stub.address(), Integer.toString(lookups)))
                        .get(0)
                        .value();
                // One of the requests warms up the route.
                double callSeconds = stub.counter("openMicros") / MICROS / stub.counter("requests");
                add(results, round, SECONDS, seconds, "s");
                add(results, round, CALL, callSeconds * MILLIS, "ms");
                add(results, round, SHARE, PERCENT * callSeconds * lookups / LIMIT / seconds, "%");
                add(results, round, REFUSED, stub.counter("refused"), "calls");
            }
            harness.progress(
                    NAME + ": " + Table.cell(results.figure(NAME, CONTENDER, setting(), SHARE)) + " % of the limit");
        }
    }

    private void add(Results results, int round, String metric, double value, String unit) {
        results.add(new Row(NAME, CONTENDER, setting(), round, metric, value, unit));
    }

    private String setting() {
        return lookups + " lookups";
    }

    @Override
    public Chapter chapter(Results results) {
        double share = results.figure(NAME, CONTENDER, setting(), SHARE).median();
        double refused = results.figure(NAME, CONTENDER, setting(), REFUSED).max();
        Table table = new Table(List.of("", CONTENDER));
        row(table, results, "time, s", SECONDS);
        row(table, results, "mean time of a call at the server, ms", CALL);
        row(table, results, "share of the limit, %", SHARE);
        row(table, results, "calls refused", REFUSED);
        String text = """
                %s lookups start at once. The server allows %d simultaneous calls like API Direct and answers each after %d ms. It refuses
                further calls with status 429. The share of the limit is the mean number of calls open at the server, from the first lookup to
                the last answer, divided by %d. The server measures how long a call is open, because its timer adds to the %d ms.
                One lookup warms up the route first. %s.

                %s""".formatted(
                Table.number(lookups), LIMIT, latencyMillis, LIMIT, latencyMillis, results.roundsText(NAME), table);
        return new Chapter(
                "Limit use",
                text,
                List.of(
                        new Goal(
                                "3 calls at a time: at least 98 % of the limit in use",
                                String.format(Locale.ROOT, "%.2f %%", share), share >= SHARE_GOAL),
                        new Goal("3 calls at a time: none refused", Table.number(refused) + " refused", refused == 0)),
                List.of(),
                Map.of());
    }

    private void row(Table table, Results results, String title, String metric) {
        table.row(List.of(title, Table.cell(results.figure(NAME, CONTENDER, setting(), metric))));
    }
}
