package io.github.cameltiktok.benchmark.startup;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Start of the application of {@link StartUp} with and without an archive of its classes, on one JDK or several. */
public final class ArchivedStart implements Benchmark {

    private static final String NAME = "archived-start";
    /** With two JDKs. */
    private static final Duration ROUND = Duration.ofSeconds(78);

    private static final String PLAIN = "plain";
    private static final String ARCHIVE = "archive";
    private static final String SIZE = "size";
    private static final double MB = 1e6;

    private static final String BARE = " bare client";
    private static final String GOAL_JDK = "JDK 25";
    private static final double GOAL_MILLIS = 100;

    private final int starts;
    private final List<Path> homes;

    /** A program with its JDK. */
    private record Application(String name, ArchivingJdk jdk, String classPath, Class<?> program) {

        List<Measurement> start(Harness harness, StubProcess stub, List<String> options)
                throws IOException, InterruptedException {
            return harness.measure(jdk.home(), classPath, program, options, List.of(stub.address()));
        }
    }

    /**
     * @param starts number of starts per JDK, with and without an archive, and round
     * @param homes homes of the JDKs
     */
    public ArchivedStart(int starts, List<Path> homes) {
        this.starts = starts;
        this.homes = List.copyOf(homes);
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
            List<Application> applications = applications(harness.folder());
            for (Application application : applications) {
                ArchivingJdk jdk = application.jdk();
                // Java warns of each class that it cannot archive.
                application.start(harness, stub, List.of("-Xlog:disable", jdk.write()));
                results.add(new Row(NAME, application.name(), ARCHIVE, 1, SIZE, Files.size(jdk.archive()) / MB, "MB"));
            }
            for (int round = 1; round <= harness.rounds(); round++) {
                harness.startRound(NAME, round);
                for (int i = 0; i < starts; i++) {
                    for (Application application : applications) {
                        add(results, application, PLAIN, round, application.start(harness, stub, List.of()));
                        List<String> options = List.of(application.jdk().read());
                        add(results, application, ARCHIVE, round, application.start(harness, stub, options));
                    }
                }
                harness.progress(NAME + ": round " + round);
            }
        }
    }

    /** Returns the application with the connector and the bare client, on each JDK. */
    private List<Application> applications(Path folder) throws IOException {
        ClassPath with = ClassPath.of("with", folder);
        String classPath = with.jarsOnly(folder);
        String bareClassPath = with.ofBareClient().jarsOnly(folder);
        List<Application> applications = new ArrayList<>();
        for (Path home : homes) {
            ArchivingJdk jdk = ArchivingJdk.at(home, folder, "with");
            applications.add(new Application(jdk.name(), jdk, classPath, StartUpProgram.class));
            ArchivingJdk bare = ArchivingJdk.at(home, folder, "bare");
            applications.add(new Application(bare.name() + BARE, bare, bareClassPath, BareCallProgram.class));
        }
        return applications;
    }

    private static void add(
            Results results, Application application, String setting, int round, List<Measurement> measures) {
        for (Measurement measurement : measures) {
            results.add(new Row(
                    NAME,
                    application.name(),
                    setting,
                    round,
                    measurement.metric(),
                    measurement.value(),
                    measurement.unit()));
        }
    }

    @Override
    public Chapter chapter(Results results) {
        Table table = new Table(List.of("", "start, ms", "first exchange, ms", "CPU time of both, ms", "archive, MB"));
        for (String jdk : results.contenders(NAME)) {
            for (String setting : List.of(PLAIN, ARCHIVE)) {
                List<String> cells = new ArrayList<>(List.of(jdk + ", " + setting));
                for (String metric : List.of(StartUp.START, StartUp.FIRST, StartUp.CPU)) {
                    cells.add(Table.cell(results.figure(NAME, jdk, setting, metric)));
                }
                cells.add(setting.equals(PLAIN) ? "" : Table.cell(results.figure(NAME, jdk, setting, SIZE)));
                table.row(cells);
            }
        }
        String text = """
                The application with the connector of Start-up and size, with an archive of its loaded classes: a CDS archive
                (`-XX:SharedArchiveFile`), or from Java 25 on an AOT cache (`-XX:AOTCache`). One start before wrote it. CPU time is user and system
                time of the process. All variants take turns. %s.

                The start of the bare client ends with the built HTTP client. Its first exchange is the call of Start-up and size. The start
                includes loading the JVM's certificates, which no archive contains. A lookup over plain HTTP needs none.

                %s""".formatted(results.roundsText(NAME), table);
        List<Goal> goals = goal(results).map(List::of).orElse(List.of());
        return new Chapter("Start-up with archived classes", text, goals, List.of(), Map.of());
    }

    /** Returns the goal; empty without JDK 25. */
    private static Optional<Goal> goal(Results results) {
        double millis = results.figure(NAME, GOAL_JDK, ARCHIVE, StartUp.FIRST).median()
                - results.figure(NAME, GOAL_JDK + BARE, ARCHIVE, StartUp.FIRST).median();
        return Double.isNaN(millis)
                ? Optional.empty()
                : Optional.of(new Goal(
                        "first lookup with an archive on JDK 25: at most 100 ms more than the bare client's first call with one",
                        Table.number(millis) + " ms",
                        millis <= GOAL_MILLIS));
    }
}
