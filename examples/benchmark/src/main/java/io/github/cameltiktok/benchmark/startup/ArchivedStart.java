package io.github.cameltiktok.benchmark.startup;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Results;
import io.github.cameltiktok.benchmark.Row;
import io.github.cameltiktok.benchmark.page.Table;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.process.Measurement;
import io.github.cameltiktok.benchmark.stub.StubProcess;
import io.github.cameltiktok.benchmark.stub.StubSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Start of the application of {@link StartUp} with and without an archive of its classes, on one JDK or several. */
public final class ArchivedStart implements Benchmark {

    private static final String NAME = "archived-start";
    private static final String PLAIN = "plain";
    private static final String ARCHIVE = "archive";
    private static final String SIZE = "size";
    private static final double MB = 1e6;

    private final int starts;
    private final List<Path> homes;

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
    public void run(Harness harness, Results results) throws Exception {
        String classPath = ClassPath.of("with", harness.folder()).jarsOnly(harness.folder());
        try (StubProcess stub = StubProcess.start(harness, new StubSettings(0, 0))) {
            List<ArchivingJdk> jdks = new ArrayList<>();
            for (Path home : homes) {
                ArchivingJdk jdk = ArchivingJdk.at(home, harness.folder());
                jdks.add(jdk);
                // Java warns of each class that it cannot archive.
                start(harness, jdk, List.of("-Xlog:disable", jdk.write()), classPath, stub);
                results.add(new Row(NAME, jdk.name(), ARCHIVE, 1, SIZE, Files.size(jdk.archive()) / MB, "MB"));
            }
            for (int round = 1; round <= harness.rounds(); round++) {
                for (int i = 0; i < starts; i++) {
                    for (ArchivingJdk jdk : jdks) {
                        add(results, jdk, PLAIN, round, start(harness, jdk, List.of(), classPath, stub));
                        add(results, jdk, ARCHIVE, round, start(harness, jdk, List.of(jdk.read()), classPath, stub));
                    }
                }
                harness.progress(NAME + ": round " + round);
            }
        }
    }

    private static List<Measurement> start(
            Harness harness, ArchivingJdk jdk, List<String> options, String classPath, StubProcess stub)
            throws Exception {
        return harness.measure(jdk.home(), classPath, StartUpProgram.class, options, List.of(stub.address()));
    }

    private static void add(Results results, ArchivingJdk jdk, String setting, int round, List<Measurement> measures) {
        for (Measurement measurement : measures) {
            results.add(new Row(
                    NAME, jdk.name(), setting, round, measurement.metric(), measurement.value(), measurement.unit()));
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
                time of the process. All variants take turns. %d rounds.

                %s""".formatted(results.rounds(NAME), table);
        return new Chapter("Start-up with archived classes", text, List.of(), List.of(), Map.of());
    }
}
