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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares whole routes with a constant number of lookups in flight. */
public final class EndToEnd implements Benchmark {

    static final String WARM_UP = "warm-up";
    static final String BURSTS = "warm-up bursts";

    /** The setting of the warm-up, which a process does once for all numbers in flight. */
    static final String PROCESS = "process";

    private static final String NAME = "end-to-end";
    private static final Duration ROUND = Duration.ofSeconds(280);

    private static final List<String> JVM_OPTIONS = List.of("-Xms512m", "-Xmx512m", "-XX:+UseG1GC");

    /** Shows inlined methods under their own names. */
    private static final List<String> PROFILE_OPTIONS = List.of(
            "-Xms512m", "-Xmx512m", "-XX:+UseG1GC", "-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

    private static final int PROFILED_IN_FLIGHT = 32;

    /** The server is warm sooner than its clients. */
    private static final int WARM_UP_TO_SERVERS = 2;

    /** The largest number first: remaining compilation distorts it least. */
    private static final Comparator<Integer> ORDER = Comparator.reverseOrder();

    private final List<Integer> inFlight;
    private final WarmUp warmUp;
    private final Duration measured;
    private final boolean isProfiled;

    /**
     * @param inFlight numbers of lookups in flight
     * @param warmUp warm-up of each process
     * @param measured measured time of each number in flight
     * @param isProfiled whether to profile the connector instead of measuring
     */
    public EndToEnd(List<Integer> inFlight, WarmUp warmUp, Duration measured, boolean isProfiled) {
        this.inFlight = inFlight.stream().sorted(ORDER).toList();
        this.warmUp = warmUp;
        this.measured = measured;
        this.isProfiled = isProfiled;
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
        try (StubProcess stub = StubProcess.start(harness, new StubSettings(0, 0))) {
            if (isProfiled) {
                profile(harness, stub);
                return;
            }
            harness.progress(NAME + ": server warm-up");
            WarmUp serverWarmUp = new WarmUp(
                    warmUp.burst(), warmUp.lookups(), warmUp.most().dividedBy(WARM_UP_TO_SERVERS), warmUp.standstill());
            measure(harness, stub, JVM_OPTIONS, Contender.SOCKETS, serverWarmUp, inFlight.subList(0, 1));
            for (int round = 1; round <= harness.rounds(); round++) {
                harness.startRound(NAME, round);
                for (Contender contender : Contender.values()) {
                    for (Measurement measurement : measure(harness, stub, JVM_OPTIONS, contender, warmUp, inFlight)) {
                        String[] parts = measurement.metric().split("/", 2);
                        results.add(new Row(
                                NAME,
                                contender.title(),
                                parts[0],
                                round,
                                parts[1],
                                measurement.value(),
                                measurement.unit()));
                        harness.progress(String.format(
                                Locale.ROOT,
                                "%s: round %d: %s, %s: %s %s",
                                NAME,
                                round,
                                contender.title(),
                                measurement.metric(),
                                Table.number(measurement.value()),
                                measurement.unit()));
                    }
                }
            }
        }
    }

    private List<Measurement> measure(
            Harness harness,
            StubProcess stub,
            List<String> options,
            Contender contender,
            WarmUp contendersWarmUp,
            List<Integer> numbers,
            String... more)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                contender.name(),
                stub.address(),
                numbers.stream().map(String::valueOf).collect(Collectors.joining(",")),
                Long.toString(contendersWarmUp.burst().toMillis()),
                Integer.toString(contendersWarmUp.lookups()),
                Long.toString(contendersWarmUp.most().toMillis()),
                Long.toString(contendersWarmUp.standstill().toMillis()),
                Long.toString(measured.toMillis())));
        arguments.addAll(Arrays.asList(more));
        return harness.measure(EndToEndProgram.class, options, arguments);
    }

    private void profile(Harness harness, StubProcess stub) throws Exception {
        for (String event : List.of("cpu", "alloc")) {
            String file = harness.folder().resolve("profile-" + event).toString();
            measure(harness, stub, PROFILE_OPTIONS, Contender.TIKTOK, warmUp, List.of(PROFILED_IN_FLIGHT), event, file);
            harness.progress(NAME + ": " + file + ".html (flame graph) and " + file + ".txt (text) written");
        }
    }

    @Override
    public Chapter chapter(Results results) {
        List<String> settings = results.settings(NAME).stream()
                .filter(setting -> !setting.equals(PROCESS))
                .sorted(Comparator.comparingInt(Integer::parseInt))
                .toList();
        List<Contender> contenders = Arrays.stream(Contender.values())
                .filter(contender -> results.contenders(NAME).contains(contender.title()))
                .toList();
        StringBuilder text = new StringBuilder();
        text.append("""
                Each lookup is a POST to a local Vert.x server in place of Dumpling AI. It answers immediately with 3.5 kB of JSON. The number of
                lookups in flight is constantly 1, 32 or 256; each completed lookup starts the next. Each is of a different video, so no lookups
                are coalesced, and the cache is off. CPU is that of the whole process, including JIT compiler and garbage collector.

                Each contender has one process per round, with a heap of 512 MiB. It is warmed up with 256 lookups in flight in bursts of %s s,
                each with a pause for the compiler. The warm-up ends after %s lookups and a burst that uses less than 3 %% of a core for
                compilation, but after about half a minute at most. The process is then measured with 256, 32 and 1 in flight, for %s s each.
                %s.

                """.formatted(
                seconds(warmUp.burst()), Table.number(warmUp.lookups()), seconds(measured), results.roundsText(NAME)));
        for (Contender contender : contenders) {
            text.append("- ")
                    .append(contender.title())
                    .append(": ")
                    .append(contender.description())
                    .append(".\n");
        }
        text.append("""

                Each client may have one connection per lookup in flight (`maxConcurrentRequests`, `connectionsPerRoute`, `maxPoolSize`). All
                other options have their defaults. The routes with camel-http and the sockets block a thread per lookup and have as many
                threads. The others continue on the thread that receives the answer.

                "Same promises" is a route such as a careful user writes with Camel's EIPs: a limit of calls with a queue, a circuit breaker,
                retries that obey `Retry-After`, a deadline, and the connector's kinds of errors. It lacks coalescing, cancelled calls, failover,
                a cache, meters per provider, and errors by the text of an answer. Slow bodies can exceed its deadline.
                """);
        Map<String, String> images = new LinkedHashMap<>();
        for (Metric metric : Metric.values()) {
            text.append("\n### ").append(metric.heading()).append("\n\n");
            BarChart chart = new BarChart(
                    metric.title(),
                    metric.unit(),
                    metric.moreIsBetter(),
                    contenders.stream().map(Contender::title).toList());
            if (metric.hasOwnScales()) {
                chart.withOwnScales();
            }
            Table table = new Table(headings(settings));
            for (Contender contender : contenders) {
                List<String> cells = new ArrayList<>(List.of(contender.title()));
                settings.forEach(setting -> cells.add(Table.cell(figure(results, contender, setting, metric))));
                table.row(cells);
            }
            for (String setting : settings) {
                chart.group(
                        setting + " in flight",
                        contenders.stream()
                                .map(contender -> figure(results, contender, setting, metric))
                                .toList());
            }
            String image = metric.key() + ".svg";
            images.put(image, chart.draw());
            text.append(table).append('\n').append(chart.markdown(image));
        }
        text.append(warmUps(results, contenders)).append(limits(results, settings, contenders));
        return new Chapter(
                "End to end",
                text.toString(),
                goals(results, settings, contenders),
                comparisons(results, settings, contenders),
                images);
    }

    private static String seconds(Duration duration) {
        return Table.number(duration.toMillis() / 1e3);
    }

    private static Figure figure(Results results, Contender contender, String setting, Metric metric) {
        return results.figure(NAME, contender.title(), setting, metric.key());
    }

    private static List<String> headings(List<String> settings) {
        List<String> headings = new ArrayList<>(List.of(""));
        settings.forEach(setting -> headings.add(setting + " in flight"));
        return headings;
    }

    private static List<Goal> goals(Results results, List<String> settings, List<Contender> contenders) {
        return Target.all().stream()
                .filter(target -> settings.contains(target.setting()) && contenders.contains(target.other()))
                .map(target -> target.goal(
                        ratio(results, target.setting(), target.metric(), Contender.TIKTOK, target.other())))
                .toList();
    }

    private static String warmUps(Results results, List<Contender> contenders) {
        Table table = new Table(List.of("", "warm-up, s"));
        for (Contender contender : contenders) {
            table.row(
                    List.of(contender.title(), Table.cell(results.figure(NAME, contender.title(), PROCESS, WARM_UP))));
        }
        // Earlier versions warmed up each number in flight.
        return results.settings(NAME).contains(PROCESS) ? "\n### Warm-up\n\n" + table : "";
    }

    /** Returns the section on the bounds set by the HTTP client and the machine. */
    private static String limits(Results results, List<String> settings, List<Contender> contenders) {
        Table table = new Table(headings(settings));
        for (Contender bound : List.of(Contender.BARE, Contender.SOCKETS)) {
            if (contenders.contains(bound)) {
                table.row(ratios(Metric.THROUGHPUT, bound, results, settings));
                table.row(ratios(Metric.CPU, bound, results, settings));
            }
        }
        return """

                ### Upper bounds

                The bare client has no route and creates no record. It is the upper bound of the connector's HTTP client on this machine.
                Blocking sockets are the limit of the machine. Their values as multiples of camel-http's:

                """ + table;
    }

    private static List<String> ratios(Metric metric, Contender bound, Results results, List<String> settings) {
        List<String> cells = new ArrayList<>(List.of(bound.title() + ", " + metric.noun()));
        settings.forEach(
                setting -> cells.add(Table.number(ratio(results, setting, metric, bound, Contender.CAMEL_HTTP))));
        return cells;
    }

    private static double ratio(Results results, String setting, Metric metric, Contender one, Contender other) {
        return figure(results, one, setting, metric).median()
                / figure(results, other, setting, metric).median();
    }

    private static List<Comparison> comparisons(Results results, List<String> settings, List<Contender> contenders) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Contender other : contenders) {
            if (other != Contender.TIKTOK) {
                for (Metric metric : Metric.values()) {
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
