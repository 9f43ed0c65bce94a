package io.github.cameltiktok.benchmark.limituse;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Share of a provider's concurrency limit that the connector uses, at a server that enforces the limit. */
public final class LimitUse implements Benchmark {

    static final String SECONDS = "time";

    private static final String SHARE = "share of the maximum";
    private static final String REFUSED = "refused";

    private static final String NAME = "limit-use";
    private static final Duration ROUND = Duration.ofSeconds(72);
    private static final String CONTENDER = "camel-tiktok";

    /** API Direct's documented limit. */
    private static final int LIMIT = 3;

    private static final int PERCENT = 100;
    private static final double SHARE_GOAL = 98;
    private static final double MILLIS = 1_000;

    private final int lookups;
    private final int latencyMillis;

    /**
     * @param lookups number of lookups, started at once
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
        double leastSeconds = (double) lookups / LIMIT * latencyMillis / MILLIS;
        for (int round = 1; round <= harness.rounds(); round++) {
            harness.startRound(NAME, round);
            try (StubProcess stub = StubProcess.start(harness, new StubSettings(latencyMillis, LIMIT))) {
                for (Measurement measurement : harness.measure(
                        LimitUseProgram.class, List.of(), List.of(stub.address(), Integer.toString(lookups)))) {
                    add(results, round, measurement.metric(), measurement.value(), measurement.unit());
                    if (measurement.metric().equals(SECONDS)) {
                        add(results, round, SHARE, PERCENT * leastSeconds / measurement.value(), "%");
                    }
                }
                add(results, round, REFUSED, stub.counter("refused"), "calls");
            }
            harness.progress(NAME + ": round " + round + ": " + results.figure(NAME, CONTENDER, setting(), SHARE));
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
        for (String metric : List.of(SECONDS, SHARE, REFUSED)) {
            String unit = metric.equals(SECONDS) ? ", s" : metric.equals(SHARE) ? ", %" : ", calls";
            table.row(List.of(metric + unit, Table.cell(results.figure(NAME, CONTENDER, setting(), metric))));
        }
        String text = """
                %s lookups start at once. The server allows %d simultaneous calls like API Direct and answers each after %d ms. It refuses
                further calls with status 429. The maximum is therefore %d answers per %d ms; the server's timer adds up to 2 ms to each.
                One lookup warms up the route first. %s.

                %s""".formatted(
                Table.number(lookups), LIMIT, latencyMillis, LIMIT, latencyMillis, results.roundsText(NAME), table);
        return new Chapter(
                "Limit use",
                text,
                List.of(
                        new Goal(
                                "3 calls at a time: at least 98 % of the maximum",
                                String.format(Locale.ROOT, "%.2f %%", share), share >= SHARE_GOAL),
                        new Goal("3 calls at a time: none refused", Table.number(refused) + " refused", refused == 0)),
                List.of(),
                Map.of());
    }
}
