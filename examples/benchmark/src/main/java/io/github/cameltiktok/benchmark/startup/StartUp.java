package io.github.cameltiktok.benchmark.startup;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Figure;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.BarChart;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubCertificate;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Cost of the connector at the start of an application with camel-main and one route. */
public final class StartUp implements Benchmark {

    static final String START = "start";
    static final String CLASSES = "classes";
    static final String FIRST = "first exchange";
    static final String CPU = "CPU time";
    static final String CLASSES_AFTER = "classes after the first exchange";

    private static final String NAME = "start-up";
    private static final Duration ROUND = Duration.ofSeconds(54);
    private static final String WITHOUT = "without";
    private static final String WITH = "with";
    private static final String ADDED = "added";
    private static final String SETTING = "camel-main";
    private static final String BARE = "bare client";
    private static final String JARS = "jars";
    private static final String IMAGE = "start-up.svg";

    private static final String HTTPS_TEXT = """

            Over HTTPS, the trust store has the JVM's certificates and the server's own. The bare client loads them while it is built, before
            its call, and the connector during its first lookup.""";

    private static final double GOAL_MILLIS = 150;
    private static final double FIRST_GOAL_MILLIS = 250;
    private static final double KIB = 1_024;
    private static final double MB = 1e6;

    private final int starts;
    private final int warmUps;

    /** The scheme of the server's address, with the settings of its results. */
    private enum Transport {
        HTTP(SETTING, "HttpClient and Jackson"),
        HTTPS("camel-main over TLS", "HttpClient and Jackson over TLS");

        private final String setting;
        private final String bareSetting;

        Transport(String setting, String bareSetting) {
            this.setting = setting;
            this.bareSetting = bareSetting;
        }
    }

    /** A program with its name and setting in results. */
    private record Application(
            String contender,
            String setting,
            ClassPath classPath,
            Class<?> program,
            List<String> options,
            List<String> arguments) {

        void start(Harness harness, int round, Results results) throws IOException, InterruptedException {
            for (Measurement measurement : harness.measure(classPath.text(), program, options, arguments)) {
                results.add(new Row(
                        NAME,
                        contender,
                        setting,
                        round,
                        measurement.metric(),
                        measurement.value(),
                        measurement.unit()));
            }
        }
    }

    /**
     * @param starts number of starts per application and round
     * @param warmUps number of starts before the first round, which load the jars into the file system's cache and warm up the
     *     server
     */
    public StartUp(int starts, int warmUps) {
        this.starts = starts;
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
        ClassPath without = ClassPath.of(WITHOUT, harness.folder());
        ClassPath with = ClassPath.of(WITH, harness.folder());
        addJars(results, WITHOUT, without.jars());
        addJars(results, ADDED, with.without(without));
        StubCertificate certificate = StubCertificate.create(harness.folder());
        List<StubProcess> stubs =
                StubProcess.start(harness, List.of(new StubSettings(0, 0), new StubSettings(certificate)));
        try (StubProcess http = stubs.get(0)) {
            List<Application> applications = new ArrayList<>();
            applications.add(new Application(WITHOUT, SETTING, without, StartUpProgram.class, List.of(), List.of()));
            applications.addAll(clients(Transport.HTTP, with, List.of(), http.address()));
            applications.addAll(clients(
                    Transport.HTTPS,
                    with,
                    List.of(certificate.trustOption()),
                    stubs.get(1).address()));
            for (int i = 0; i < warmUps; i++) {
                for (Application application : applications) {
                    application.start(harness, 1, new Results());
                }
            }
            for (int round = 1; round <= harness.rounds(); round++) {
                harness.startRound(NAME, round);
                for (int i = 0; i < starts; i++) {
                    for (Application application : applications) {
                        application.start(harness, round, results);
                    }
                }
                harness.progress(NAME + ": round " + round + ": " + figure(results, WITH, START)
                        + " ms, without the connector " + figure(results, WITHOUT, START) + " ms");
            }
        }
    }

    /** Returns the application with the connector, and the bare client. */
    private static List<Application> clients(
            Transport transport, ClassPath with, List<String> options, String address) {
        List<String> arguments = List.of(address);
        return List.of(
                new Application(WITH, transport.setting, with, StartUpProgram.class, options, arguments),
                new Application(
                        BARE, transport.bareSetting, with.ofBareClient(), BareCallProgram.class, options, arguments));
    }

    private static void addJars(Results results, String contender, List<Path> jars) throws IOException {
        for (Path jar : jars) {
            results.add(new Row(NAME, contender, JARS, 1, String.valueOf(jar.getFileName()), Files.size(jar), "B"));
        }
    }

    @Override
    public Chapter chapter(Results results) {
        Table table = new Table(List.of("", "without the connector", "with the connector", "difference of medians"));
        row(table, results, "JVM start to started context, ms", START);
        row(table, results, "classes loaded at that time", CLASSES);
        row(table, results, "first exchange, ms", FIRST);
        row(table, results, "classes loaded after the first exchange", CLASSES_AFTER);
        List<String> jars = jars(results, ADDED);
        double bytes = bytes(results, ADDED);
        Table added = new Table(List.of("added jar", "KiB"));
        jars.stream()
                .sorted((one, other) -> Double.compare(size(results, other), size(results, one)))
                .forEach(jar -> added.row(List.of("`" + jar + "`", Table.number(size(results, jar) / KIB))));
        BarChart chart = new BarChart("Start-up", "ms", false, List.of("with the connector", "without the connector"));
        chart.group("start", List.of(figure(results, WITH, START), figure(results, WITHOUT, START)));
        chart.group("first exchange", List.of(figure(results, WITH, FIRST), figure(results, WITHOUT, FIRST)));
        String text = """
                Two applications use camel-main and camel-direct with one route each, which starts at `direct:`. One route has a step that does
                nothing, the other calls `tiktok:video` at the server of End to end. Their class paths contain only the jars that Maven resolves
                for them. The time is from JVM start to started context, with default JVM options and without a logger. The first exchange of
                the second application is a lookup, including class loading and connecting. The applications take turns. %s.

                %s
                %s%s
                ### Jars

                The application without the connector has %d jars of %s MB. The connector adds %d jars of %s MB, including its own. The build
                rejects unused dependencies of the connector; all others are transitive. For example, HttpClient brings its two core jars.

                %s""".formatted(
                        results.roundsText(NAME),
                        table,
                        chart.markdown(IMAGE),
                        bareText(results),
                        jars(results, WITHOUT).size(),
                        Table.number(bytes(results, WITHOUT) / MB),
                        jars.size(),
                        Table.number(bytes / MB),
                        added);
        double millis = difference(results, START);
        Goal goal = new Goal(
                "adds at most 150 ms to the start of an application",
                Table.number(millis) + " ms",
                millis <= GOAL_MILLIS);
        List<Goal> goals = new ArrayList<>(List.of(goal));
        firstLookupGoal(results).ifPresent(goals::add);
        return new Chapter("Start-up and size", text, goals, List.of(), Map.of(IMAGE, chart.draw()));
    }

    /** Returns the part on the bare client; empty for results without it. */
    private static String bareText(Results results) {
        List<Transport> transports = Arrays.stream(Transport.values())
                .filter(transport -> bareFirst(results, transport).isKnown())
                .toList();
        if (transports.isEmpty()) {
            return "";
        }
        List<String> headings = new ArrayList<>(List.of("ms"));
        transports.forEach(transport -> headings.add(transport.name()));
        Table table = new Table(headings);
        row(table, transports, "start without the connector", transport -> figure(results, WITHOUT, START));
        row(table, transports, "start with the connector", transport -> with(results, transport, START));
        row(table, transports, "first lookup", transport -> with(results, transport, FIRST));
        row(table, transports, "first call of the bare client", transport -> bareFirst(results, transport));
        row(table, transports, "cost of the connector", transport -> cost(results, transport));
        return """

                ### First lookup

                The first lookup is compared with the first call of the bare client of End to end in a new JVM, up to the JSON tree. The bare
                HTTP client was built before. The first lookup also waits for the HTTP client of its route, which opens in the background.

                Work that moves from the start to the first lookup is no gain. "Cost of the connector" therefore adds both: start and first
                lookup, minus the start without the connector and the first call of the bare client. It is computed from the medians of each
                round. For example, the cost over HTTP is %s ms.%s

                %s""".formatted(
                        Table.number(cost(results, transports.get(0)).median()),
                        transports.contains(Transport.HTTPS) ? HTTPS_TEXT : "",
                        table);
    }

    private static void row(Table table, List<Transport> transports, String title, Function<Transport, Figure> figure) {
        List<String> cells = new ArrayList<>(List.of(title));
        transports.forEach(transport -> cells.add(Table.cell(figure.apply(transport))));
        table.row(cells);
    }

    /** Returns the time until the first answer that the connector adds, as a figure of rounds. */
    private static Figure cost(Results results, Transport transport) {
        return Figure.of(IntStream.rangeClosed(1, results.rounds(NAME))
                .mapToDouble(round -> median(results, WITH, transport.setting, START, round)
                        + median(results, WITH, transport.setting, FIRST, round)
                        - median(results, WITHOUT, SETTING, START, round)
                        - median(results, BARE, transport.bareSetting, FIRST, round))
                .toArray());
    }

    private static double median(Results results, String contender, String setting, String metric, int round) {
        return results.figure(NAME, contender, setting, metric, round).median();
    }

    private static Figure with(Results results, Transport transport, String metric) {
        return results.figure(NAME, WITH, transport.setting, metric);
    }

    private static Optional<Goal> firstLookupGoal(Results results) {
        Figure bare = bareFirst(results, Transport.HTTP);
        if (!bare.isKnown()) {
            return Optional.empty();
        }
        double millis = figure(results, WITH, FIRST).median() - bare.median();
        return Optional.of(new Goal(
                "first lookup: at most 250 ms more than the bare client's first call",
                Table.number(millis) + " ms",
                millis <= FIRST_GOAL_MILLIS));
    }

    private static Figure bareFirst(Results results, Transport transport) {
        return results.figure(NAME, BARE, transport.bareSetting, FIRST);
    }

    private static void row(Table table, Results results, String title, String metric) {
        table.row(List.of(
                title,
                Table.cell(figure(results, WITHOUT, metric)),
                Table.cell(figure(results, WITH, metric)),
                Table.number(difference(results, metric))));
    }

    private static double difference(Results results, String metric) {
        return figure(results, WITH, metric).median()
                - figure(results, WITHOUT, metric).median();
    }

    private static List<String> jars(Results results, String contender) {
        return results.metrics(NAME, contender).stream()
                .filter(metric -> metric.endsWith(".jar"))
                .toList();
    }

    private static double bytes(Results results, String contender) {
        return jars(results, contender).stream()
                .mapToDouble(jar -> results.figure(NAME, contender, JARS, jar).median())
                .sum();
    }

    private static double size(Results results, String jar) {
        return results.figure(NAME, ADDED, JARS, jar).median();
    }

    private static Figure figure(Results results, String contender, String metric) {
        return results.figure(NAME, contender, SETTING, metric);
    }
}
