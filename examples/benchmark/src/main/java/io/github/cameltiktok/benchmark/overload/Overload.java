package io.github.cameltiktok.benchmark.overload;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Comparison;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.BarChart;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Goodput and wasted calls under more load than a provider can answer, compared with Camel's throttle. */
public final class Overload implements Benchmark {

    static final String LOOKUPS = "lookups";
    static final String SERVED = "served";
    static final String LATE = "late";
    static final String REFUSED = "refused at once";
    static final String FAILED = "failed later";
    static final String P50 = "p50 of those served";
    static final String P99 = "p99 of those served";
    static final String LAST = "last served";

    private static final String GOODPUT = "goodput";
    private static final String CALLS = "calls";
    private static final String WASTED = "wasted calls";
    private static final String CLOSED = "answers to closed connections";
    private static final String MOST_AT_ONCE = "most at once";

    private static final String NAME = "overload";
    private static final Duration ROUND = Duration.ofSeconds(54);

    /** API Direct's documented limit. */
    private static final int LIMIT = 3;

    private static final int SLOWER = 5;
    /** Answers are slow in the first third of the duration. */
    private static final int SLOW_PART = 3;

    private static final double MILLIS = 1_000;
    private static final int PERCENT = 100;
    private static final double GOODPUT_GOAL = 95;
    private static final double WASTED_GOAL = 2;

    private final Limits limits;
    private final int durationMillis;
    private final List<Load> loads;

    /**
     * @param answerMillis answer time of the server in ms
     * @param deadlineMillis deadline of a lookup in ms
     * @param durationMillis duration of each load in ms
     * @param loads loads to measure, among them {@link Load#THREE_TIMES}, which has goals
     */
    public Overload(int answerMillis, int deadlineMillis, int durationMillis, List<Load> loads) {
        this.limits = new Limits(LIMIT, answerMillis, deadlineMillis);
        this.durationMillis = durationMillis;
        this.loads = List.copyOf(loads);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration usualTime(int rounds) {
        return ROUND.multipliedBy(rounds);
    }

    /** Runs the contenders of a round at the same time, each with its own servers, because each mostly waits. */
    @Override
    public void run(Harness harness, Results results) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Contender.values().length);
        try {
            for (int round = 1; round <= harness.rounds(); round++) {
                harness.startRound(NAME, round);
                int number = round;
                List<Future<Results>> runs = new ArrayList<>();
                for (Contender contender : Contender.values()) {
                    runs.add(threads.submit(() -> run(harness, contender, number)));
                }
                for (Future<Results> run : runs) {
                    results.addAll(run.get());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Results run(Harness harness, Contender contender, int round) throws Exception {
        Results results = new Results();
        List<StubProcess> stubs =
                StubProcess.start(harness, loads.stream().map(this::settings).toList());
        try {
            List<String> arguments = new ArrayList<>(List.of(
                    contender.name(),
                    Integer.toString(limits.permits()),
                    Integer.toString(limits.answerMillis()),
                    Integer.toString(limits.deadlineMillis()),
                    Integer.toString(durationMillis)));
            for (int i = 0; i < loads.size(); i++) {
                arguments.add(
                        Double.toString(loads.get(i).times() * limits.permits() * MILLIS / limits.answerMillis()));
                arguments.add(stubs.get(i).address());
            }
            List<Map<String, Measurement>> measures = new ArrayList<>();
            loads.forEach(load -> measures.add(new LinkedHashMap<>()));
            for (Measurement measurement : harness.measure(OverloadProgram.class, List.of(), arguments)) {
                String[] parts = measurement.metric().split("/", 2);
                measures.get(Integer.parseInt(parts[0])).put(parts[1], measurement);
            }
            for (int i = 0; i < loads.size(); i++) {
                Load load = loads.get(i);
                add(results, contender, load, round, measures.get(i), stubs.get(i));
                harness.progress(NAME + ": round " + round + ": " + contender.title() + ", " + load.title()
                        + ": goodput " + Table.cell(figure(results, contender, load, GOODPUT)) + " %");
            }
        } finally {
            stubs.get(0).close();
        }
        return results;
    }

    private StubSettings settings(Load load) {
        return load.isSlowAtFirst()
                ? new StubSettings(
                        limits.answerMillis(), 0, SLOWER * limits.answerMillis(), durationMillis / SLOW_PART, null)
                : new StubSettings(limits.answerMillis(), 0);
    }

    private void add(
            Results results,
            Contender contender,
            Load load,
            int round,
            Map<String, Measurement> measures,
            StubProcess stub)
            throws Exception {
        Map<String, Double> values = new HashMap<>();
        measures.forEach((metric, measurement) -> {
            values.put(metric, measurement.value());
            results.add(row(contender, load, round, metric, measurement.value(), measurement.unit()));
        });
        double calls = stub.counter("requests");
        double served = values.getOrDefault(SERVED, 0.0);
        double possible = Math.min(
                values.getOrDefault(LOOKUPS, 0.0),
                answersWithin(load, Math.max(durationMillis, values.getOrDefault(LAST, 0.0) * MILLIS)));
        results.add(row(contender, load, round, GOODPUT, PERCENT * served / possible, "%"));
        results.add(row(contender, load, round, CALLS, calls, "calls"));
        results.add(row(contender, load, round, WASTED, calls == 0 ? 0 : PERCENT * (calls - served) / calls, "%"));
        results.add(row(contender, load, round, CLOSED, stub.counter("undelivered"), "calls"));
        results.add(row(contender, load, round, MOST_AT_ONCE, stub.counter("mostAtOnce"), "calls"));
    }

    /** Returns the maximum number of answers in this time at the allowed number of calls. */
    private double answersWithin(Load load, double millis) {
        double slow = load.isSlowAtFirst() ? (double) durationMillis / SLOW_PART : 0;
        return limits.permits() * (slow / SLOWER + millis - slow) / limits.answerMillis();
    }

    private static Row row(Contender contender, Load load, int round, String metric, double value, String unit) {
        return new Row(NAME, contender.title(), load.title(), round, metric, value, unit);
    }

    @Override
    public Chapter chapter(Results results) {
        StringBuilder text = new StringBuilder("""
                Lookups arrive at random for %s s, whatever the number in flight. The server answers each call after %d ms. It can therefore
                answer %s lookups per second at API Direct's limit of %d simultaneous calls; 1x is this load. The server refuses no call, and an
                aborted call stays open until its answer is due. The deadline of a lookup is %s s. All routes get the same arrivals, first
                for a tenth of the time without measurement. %s.

                """.formatted(
                        Table.number(durationMillis / MILLIS),
                        limits.answerMillis(),
                        Table.number(limits.permits() * MILLIS / limits.answerMillis()),
                        limits.permits(),
                        Table.number(limits.deadlineMillis() / MILLIS),
                        results.roundsText(NAME)));
        for (Contender contender : Contender.values()) {
            text.append("- ")
                    .append(contender.title())
                    .append(": ")
                    .append(contender.description(limits))
                    .append(".\n");
        }
        text.append("""

                Goodput: lookups answered within the deadline, as a share of all lookups or of the server's maximum, whichever is less. Wasted
                calls: calls whose answer reached no lookup within the deadline. Refused at once: lookups that failed without a call within a
                tenth of the deadline. The columns p50 and p99 have the latency of answered lookups. "Slow at first": the server takes %d times
                as long in the first third. The throttle's queue is sized for the usual answer time.

                Example: at 3x, camel-tiktok has a goodput of %s %%, and %s %% of its calls are wasted.

                """.formatted(SLOWER, Table.number(goal(results, GOODPUT)), Table.number(goal(results, WASTED))));
        Table table = new Table(List.of(
                "load and route",
                "goodput, %",
                "wasted calls, %",
                "p50, ms",
                "p99, ms",
                "refused at once, %",
                "most open calls"));
        for (Load load : loads) {
            for (Contender contender : Contender.values()) {
                table.row(List.of(
                        load.title() + ", " + contender.title(),
                        Table.cell(figure(results, contender, load, GOODPUT)),
                        Table.cell(figure(results, contender, load, WASTED)),
                        Table.cell(figure(results, contender, load, P50)),
                        Table.cell(figure(results, contender, load, P99)),
                        Table.number(PERCENT
                                * figure(results, contender, load, REFUSED).median()
                                / figure(results, contender, load, LOOKUPS).median()),
                        Table.cell(figure(results, contender, load, MOST_AT_ONCE))));
            }
        }
        text.append(table);
        Map<String, String> images = new LinkedHashMap<>();
        for (String metric : List.of(GOODPUT, WASTED)) {
            String image = "overload-" + metric.replace(' ', '-') + ".svg";
            BarChart chart = chart(results, metric);
            images.put(image, chart.draw());
            text.append('\n').append(chart.markdown(image));
        }
        return new Chapter("Overload", text.toString(), goals(results), comparisons(results), images);
    }

    private BarChart chart(Results results, String metric) {
        String title = metric.substring(0, 1).toUpperCase(Locale.ROOT) + metric.substring(1) + " by load";
        BarChart chart = new BarChart(
                title,
                "%",
                metric.equals(GOODPUT),
                Arrays.stream(Contender.values()).map(Contender::title).toList());
        for (Load load : loads) {
            chart.group(
                    load.title(),
                    Arrays.stream(Contender.values())
                            .map(contender -> figure(results, contender, load, metric))
                            .toList());
        }
        return chart;
    }

    private List<Goal> goals(Results results) {
        double goodput = goal(results, GOODPUT);
        double wasted = goal(results, WASTED);
        double most = loads.stream()
                .mapToDouble(load ->
                        figure(results, Contender.TIKTOK, load, MOST_AT_ONCE).max())
                .max()
                .orElse(0);
        return List.of(
                new Goal(
                        "3 times the load: goodput of at least 95 %",
                        Table.number(goodput) + " %", goodput >= GOODPUT_GOAL),
                new Goal(
                        "3 times the load: at most 2 % wasted calls",
                        Table.number(wasted) + " %", wasted <= WASTED_GOAL),
                new Goal(
                        "any load: never more open calls than the limit of " + LIMIT,
                        "at most " + Table.number(most),
                        most <= LIMIT));
    }

    private static double goal(Results results, String metric) {
        return results.figure(NAME, Contender.TIKTOK.title(), Load.THREE_TIMES.title(), metric)
                .median();
    }

    private List<Comparison> comparisons(Results results) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Contender other : Contender.values()) {
            if (other != Contender.TIKTOK) {
                compare(results, other, GOODPUT, "% of goodput", true, comparisons);
                compare(results, other, WASTED, "% of wasted calls", false, comparisons);
                compare(results, other, P50, "ms of median latency under overload", false, comparisons);
                compare(results, other, P99, "ms of latency at the 99th percentile under overload", false, comparisons);
            }
        }
        return comparisons;
    }

    private void compare(
            Results results,
            Contender other,
            String metric,
            String phrase,
            boolean moreIsBetter,
            List<Comparison> comparisons) {
        for (Load load : loads) {
            comparisons.add(new Comparison(
                    other.title(),
                    phrase,
                    "at " + load.title(),
                    figure(results, Contender.TIKTOK, load, metric),
                    figure(results, other, load, metric),
                    moreIsBetter));
        }
    }

    private static Figure figure(Results results, Contender contender, Load load, String metric) {
        return results.figure(NAME, contender.title(), load.title(), metric);
    }
}
