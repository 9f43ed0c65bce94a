package io.github.cameltiktok.benchmark.limituse;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
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

/** How much of what a provider with a concurrency limit can give is taken, at a server that keeps the limit. */
public final class LimitUse implements Benchmark {

    static final String SECONDS = "time";

    private static final String SHARE = "share of the maximum";
    private static final String REFUSED = "refused";

    private static final String NAME = "limit-use";
    private static final String CONTENDER = "camel-tiktok";

    /** What API Direct documents. */
    private static final int LIMIT = 3;

    private static final int PERCENT = 100;
    private static final double SHARE_GOAL = 98;
    private static final double MILLIS = 1_000;

    private final int lookups;
    private final int latencyMillis;

    /**
     * @param lookups how many, all at once
     * @param latencyMillis of the server
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
    public void run(Lab lab, Results results) throws Exception {
        double leastSeconds = (double) lookups / LIMIT * latencyMillis / MILLIS;
        for (int round = 1; round <= lab.rounds(); round++) {
            try (StubProcess stub = StubProcess.start(lab, new StubSettings(latencyMillis, LIMIT))) {
                for (Measure measure : lab.measure(
                        LimitUseProgram.class, List.of(), List.of(stub.address(), Integer.toString(lookups)))) {
                    add(results, round, measure.metric(), measure.value(), measure.unit());
                    if (measure.metric().equals(SECONDS)) {
                        add(results, round, SHARE, PERCENT * leastSeconds / measure.value(), "%");
                    }
                }
                add(results, round, REFUSED, stub.counter("refused"), "calls");
            }
            lab.progress(NAME + ": round " + round + ": " + results.figure(NAME, CONTENDER, setting(), SHARE));
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
        String text = Table.number(lookups) + " lookups are given to a route at once. API Direct takes " + LIMIT
                + " calls at a time, so does the server here, which takes " + latencyMillis
                + " ms for\neach answer and refuses a call too many with status 429. More than " + LIMIT + " in "
                + latencyMillis
                + " ms cannot be had, and the server's timer\nadds up to 2 ms to each. One lookup goes ahead. "
                + results.rounds(NAME) + " rounds.\n\n" + table;
        return new Chapter(
                "Limit use",
                text,
                List.of(
                        new Goal(
                                "3 calls at a time: at least 98 % of the maximum",
                                String.format("%.2f %%", share), share >= SHARE_GOAL),
                        new Goal("3 calls at a time: none refused", Table.number(refused) + " refused", refused == 0)),
                List.of(),
                Map.of());
    }
}
