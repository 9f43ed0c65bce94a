package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Comparison;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.contender.Contender;
import io.github.cameltiktok.benchmark.page.BarChart;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Compares whole routes with a constant number of lookups in flight. */
public final class EndToEnd implements Benchmark {

    static final String THROUGHPUT = "throughput";
    static final String CPU = "cpu";
    static final String ALLOCATION = "allocation";
    static final String P50 = "p50";
    static final String P99 = "p99";
    static final String WARM_UP = "warm-up";

    private static final String NAME = "end-to-end";

    private static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

    /** Shows inlined methods under their own names. */
    private static final List<String> PROFILE_OPTIONS = List.of(
            "-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    private static final int PROFILED_IN_FLIGHT = 32;

    private static final double THROUGHPUT_GOAL = 2;
    private static final double CPU_GOAL = 0.5;
    private static final double FLOOR_GOAL = 0.85;

    private final List<Integer> inFlight;
    private final WarmUp warmUp;
    private final Duration measured;
    private final boolean isProfiled;

    /**
     * A compared metric.
     *
     * @param title heading without the unit
     * @param unit the unit; empty for a count
     * @param phrase the metric and its unit within a sentence
     * @param moreIsBetter whether the larger value is better
     */
    private record Metric(String name, String title, String unit, String phrase, boolean moreIsBetter) {

        String heading() {
            return unit.isEmpty() ? title : title + ", " + unit;
        }

        /** Latency grows with the number of lookups in flight. */
        boolean hasOwnScales() {
            return name.equals(P50) || name.equals(P99);
        }
    }

    private static final List<Metric> METRICS = List.of(
            new Metric(THROUGHPUT, "Lookups per second", "", "lookups per second", true),
            new Metric(CPU, "CPU per lookup", "µs", "µs of CPU per lookup", false),
            new Metric(ALLOCATION, "Allocation per lookup", "KiB", "KiB allocated per lookup", false),
            new Metric(P50, "Latency, median", "µs", "µs of median latency", false),
            new Metric(P99, "Latency, 99th percentile", "µs", "µs of latency at the 99th percentile", false),
            new Metric(WARM_UP, "Warm-up", "s", "seconds of warm-up", false));

    /**
     * @param inFlight numbers of lookups in flight
     * @param warmUp warm-up of each process
     * @param measured measured time of each process
     * @param isProfiled whether to profile the connector instead of measuring
     */
    public EndToEnd(List<Integer> inFlight, WarmUp warmUp, Duration measured, boolean isProfiled) {
        this.inFlight = List.copyOf(inFlight);
        this.warmUp = warmUp;
        this.measured = measured;
        this.isProfiled = isProfiled;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(Harness harness, Results results) throws Exception {
        try (StubProcess stub = StubProcess.start(harness, new StubSettings(0, 0))) {
            if (isProfiled) {
                profile(harness, stub);
                return;
            }
            harness.progress(NAME + ": server warm-up");
            measure(harness, stub, JVM_OPTIONS, Contender.BARE, inFlight.get(inFlight.size() - 1));
            for (int round = 1; round <= harness.rounds(); round++) {
                for (int number : inFlight) {
                    for (Contender contender : Contender.values()) {
                        List<Measurement> measures = measure(harness, stub, JVM_OPTIONS, contender, number);
                        for (Measurement measurement : measures) {
                            results.add(new Row(
                                    NAME,
                                    contender.title(),
                                    Integer.toString(number),
                                    round,
                                    measurement.metric(),
                                    measurement.value(),
                                    measurement.unit()));
                        }
                        harness.progress(String.format(
                                Locale.ROOT,
                                "%s: round %d, %d in flight, %s: %s",
                                NAME,
                                round,
                                number,
                                contender.title(),
                                measures));
                    }
                }
            }
        }
    }

    private List<Measurement> measure(
            Harness harness, StubProcess stub, List<String> options, Contender contender, int number, String... more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                contender.name(),
                stub.address(),
                Integer.toString(number),
                Long.toString(warmUp.burst().toMillis()),
                Integer.toString(warmUp.lookups()),
                Integer.toString(warmUp.mostBursts()),
                Long.toString(measured.toMillis())));
        arguments.addAll(Arrays.asList(more));
        return harness.measure(EndToEndProgram.class, options, arguments);
    }

    private void profile(Harness harness, StubProcess stub) throws Exception {
        for (String event : List.of("cpu", "alloc")) {
            String file = harness.folder().resolve("profile-" + event).toString();
            measure(harness, stub, PROFILE_OPTIONS, Contender.TIKTOK, PROFILED_IN_FLIGHT, event, file);
            harness.progress(NAME + ": " + file + ".html (flame graph) and " + file + ".txt (text) written");
        }
    }

    @Override
    public Chapter chapter(Results results) {
        List<String> settings = results.settings(NAME);
        StringBuilder text = new StringBuilder();
        text.append("""
                Each lookup is a POST to a local Vert.x server in place of Dumpling AI. It answers immediately with 3.5 kB of JSON. The number of
                lookups in flight is constantly 1, 32 or 256; each completed lookup starts the next. Each is of a different video, so no lookups
                are coalesced, and the cache is off. CPU is that of the whole process, including JIT compiler and garbage collector.
                Each process has a heap of 512 MiB. It is warmed up in bursts of 2 s, each with a pause for the compiler. The warm-up ends
                after 60,000 lookups and a burst that uses less than 3 %% of a core for compilation. %d rounds.

                """.formatted(results.rounds(NAME)));
        for (Contender contender : Contender.values()) {
            text.append("- ")
                    .append(contender.title())
                    .append(": ")
                    .append(contender.description())
                    .append(".\n");
        }
        text.append("""

                Each client may have one connection per lookup in flight (`maxConcurrentRequests`, `connectionsPerRoute`, `maxPoolSize`). All
                other options have their defaults. The route with camel-http blocks one thread per lookup and has as many threads. The others
                continue on the thread that receives the answer.
                """);
        Map<String, String> images = new LinkedHashMap<>();
        for (Metric metric : METRICS) {
            text.append("\n### ").append(metric.heading()).append("\n\n");
            BarChart chart = new BarChart(metric.title(), metric.unit(), metric.moreIsBetter(), titles());
            if (metric.hasOwnScales()) {
                chart.withOwnScales();
            }
            Table table = new Table(headings(settings));
            for (Contender contender : Contender.values()) {
                List<String> cells = new ArrayList<>(List.of(contender.title()));
                settings.forEach(setting -> cells.add(Table.cell(figure(results, contender, setting, metric))));
                table.row(cells);
            }
            for (String setting : settings) {
                chart.group(
                        setting + " in flight",
                        Arrays.stream(Contender.values())
                                .map(contender -> figure(results, contender, setting, metric))
                                .toList());
            }
            String image = metric.name() + ".svg";
            images.put(image, chart.draw());
            text.append(table).append('\n').append(chart.markdown(image));
        }
        text.append(limit(results, settings));
        return new Chapter(
                "End to end", text.toString(), goals(results, settings), comparisons(results, settings), images);
    }

    private static Figure figure(Results results, Contender contender, String setting, Metric metric) {
        return results.figure(NAME, contender.title(), setting, metric.name());
    }

    private static List<String> titles() {
        return Arrays.stream(Contender.values()).map(Contender::title).toList();
    }

    private static List<String> headings(List<String> settings) {
        List<String> headings = new ArrayList<>(List.of(""));
        settings.forEach(setting -> headings.add(setting + " in flight"));
        return headings;
    }

    private static List<Goal> goals(Results results, List<String> settings) {
        List<Goal> goals = new ArrayList<>();
        for (String setting : settings) {
            double throughput = ratio(results, setting, THROUGHPUT, Contender.CAMEL_HTTP);
            double cpu = ratio(results, setting, CPU, Contender.CAMEL_HTTP);
            double floor = ratio(results, setting, THROUGHPUT, Contender.BARE);
            goals.add(new Goal(
                    "at least 2 times the throughput of camel-http, " + setting + " in flight",
                    Table.number(throughput) + " times",
                    throughput >= THROUGHPUT_GOAL));
            goals.add(new Goal(
                    "at most half the CPU of camel-http, " + setting + " in flight",
                    Table.number(cpu * 100) + " %",
                    cpu <= CPU_GOAL));
            goals.add(new Goal(
                    "at least 85 % of the throughput of the bare client, " + setting + " in flight",
                    Table.number(floor * 100) + " %",
                    floor >= FLOOR_GOAL));
        }
        return goals;
    }

    /** Returns the section on the upper bound set by the HTTP client. */
    private static String limit(Results results, List<String> settings) {
        Table table = new Table(headings(settings));
        table.row(ratios("lookups per second", THROUGHPUT, results, settings));
        table.row(ratios("CPU per lookup", CPU, results, settings));
        return """

                ### Upper bound

                The bare client has no route and creates no record. It is the upper bound of the connector's HTTP client on this machine. Its
                values as multiples of camel-http's:

                """ + table;
    }

    private static List<String> ratios(String title, String metric, Results results, List<String> settings) {
        List<String> cells = new ArrayList<>(List.of(title));
        settings.forEach(setting ->
                cells.add(Table.number(ratio(results, setting, metric, Contender.BARE, Contender.CAMEL_HTTP))));
        return cells;
    }

    private static double ratio(Results results, String setting, String metric, Contender other) {
        return ratio(results, setting, metric, Contender.TIKTOK, other);
    }

    private static double ratio(Results results, String setting, String metric, Contender one, Contender other) {
        return results.figure(NAME, one.title(), setting, metric).median()
                / results.figure(NAME, other.title(), setting, metric).median();
    }

    private static List<Comparison> comparisons(Results results, List<String> settings) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Contender other : Contender.values()) {
            if (other != Contender.TIKTOK) {
                for (Metric metric : METRICS) {
                    for (String setting : settings) {
                        comparisons.add(new Comparison(
                                other.title(),
                                metric.phrase(),
                                "with " + setting + " in flight",
                                figure(results, Contender.TIKTOK, setting, metric),
                                figure(results, other, setting, metric),
                                metric.moreIsBetter()));
                    }
                }
            }
        }
        return comparisons;
    }
}
