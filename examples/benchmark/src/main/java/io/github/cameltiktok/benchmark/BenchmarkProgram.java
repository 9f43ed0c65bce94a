package io.github.cameltiktok.benchmark;

import io.github.cameltiktok.benchmark.cachehit.CacheHit;
import io.github.cameltiktok.benchmark.endtoend.EndToEnd;
import io.github.cameltiktok.benchmark.endtoend.WarmUp;
import io.github.cameltiktok.benchmark.inflight.InFlight;
import io.github.cameltiktok.benchmark.limituse.LimitUse;
import io.github.cameltiktok.benchmark.mapping.Mapping;
import io.github.cameltiktok.benchmark.mapping.ProviderAnswer;
import io.github.cameltiktok.benchmark.overload.Load;
import io.github.cameltiktok.benchmark.overload.Overload;
import io.github.cameltiktok.benchmark.page.Machine;
import io.github.cameltiktok.benchmark.page.ResultsPage;
import io.github.cameltiktok.benchmark.page.SummaryPage;
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.startup.ArchivedStart;
import io.github.cameltiktok.benchmark.startup.StartUp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs benchmarks and writes their page. Exit codes: 0, 1 for a failure, 2 for invalid arguments. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Compares the connector with hand-written alternatives and writes docs/project/benchmarks/.")
public final class BenchmarkProgram implements Callable<Integer> {

    private static final List<Integer> IN_FLIGHT = List.of(1, 32, 256);
    private static final Duration WARM_UP_BURST = Duration.ofSeconds(2);
    private static final int WARM_UP_LOOKUPS = 60_000;
    /** In 24 s, some rounds of Camel's routes were half compiled, and took up to twice the CPU of the others. */
    private static final Duration MOST_WARM_UP = Duration.ofSeconds(32);

    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    private static final int LOOKUPS_IN_FLIGHT = 10_000;
    private static final int RAMP_MILLIS = 800;
    private static final int WAVES_AHEAD = 3;
    private static final int LIMITED_LOOKUPS = 999;
    private static final int OVERLOAD_DEADLINE = 4_000;
    private static final int OVERLOAD_MILLIS = 30_000;
    /** In the first half second after 3 s, mappings still take 2 to 9 % longer than in the second half. */
    private static final Duration MAPPING_WARM_UP = Duration.ofMillis(3_500);

    private static final Duration MAPPING_MEASURED = Duration.ofMillis(600);
    private static final Duration CACHE_WARM_UP = Duration.ofSeconds(5);
    private static final Duration CACHE_MEASURED = Duration.ofSeconds(5);
    private static final int STARTS = 5;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--rounds", defaultValue = "3", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Benchmarks to run. The page keeps this machine's earlier results of all others.")
    private List<String> only = List.of();

    @Option(
            names = "--page-only",
            description = "Measures nothing and writes the pages from the results in --output, of any machine.")
    private boolean isPageOnly;

    @Option(
            names = "--seconds",
            defaultValue = "3",
            paramLabel = "N",
            description =
                    "Seconds to measure each number of lookups in flight of end-to-end. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--answers",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Cache entries of cache-hit, 8 kB of heap each. Default: ${DEFAULT-VALUE}")
    private int answers;

    @Option(
            names = "--jdks",
            split = ",",
            paramLabel = "HOME",
            description = "Homes of the JDKs of archived-start. Default: the one that runs this program")
    private List<Path> jdks = List.of(Path.of(System.getProperty("java.home")));

    @Option(
            names = "--profile",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Writes flame graphs of the connector to --logs instead of measuring.")
    private boolean isProfiled;

    @Option(
            names = "--output",
            defaultValue = "docs/project/benchmarks",
            paramLabel = "FOLDER",
            description = "Folder of the page, its pictures and results. Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("docs/project/benchmarks");

    @Option(
            names = "--logs",
            defaultValue = "examples/benchmark/target/benchmark",
            paramLabel = "FOLDER",
            description = "Folder of profiles and process logs. Default: ${DEFAULT-VALUE}")
    private Path logs = Path.of("target");

    private BenchmarkProgram() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    static int execute(String... arguments) {
        return new CommandLine(new BenchmarkProgram()).execute(arguments);
    }

    @Override
    public Integer call() throws Exception {
        List<Benchmark> benchmarks = benchmarks();
        List<String> names = benchmarks.stream().map(Benchmark::name).toList();
        if (rounds < 1 || seconds < 1 || answers < 1 || !names.containsAll(only)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--rounds, --seconds and --answers must be at least 1; --only accepts " + names);
        }
        if (!jdks.stream().allMatch(home -> Files.isRegularFile(home.resolve("release")))) {
            throw new ParameterException(spec.commandLine(), "--jdks needs homes of JDKs, and not all are: " + jdks);
        }
        if (isPageOnly) {
            writePages(benchmarks);
            return 0;
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > 1) {
            System.out.printf("Warning: system load is %.1f; other programs distort the measurements.%n", load);
        }
        Harness harness = new Harness(rounds, logs, System.out);
        if (isProfiled) {
            benchmarks.get(0).run(harness, new Results());
        } else {
            run(benchmarks, harness);
        }
        return 0;
    }

    private List<Benchmark> benchmarks() {
        return List.of(
                new EndToEnd(
                        IN_FLIGHT,
                        new WarmUp(WARM_UP_BURST, WARM_UP_LOOKUPS, MOST_WARM_UP, STANDSTILL),
                        Duration.ofSeconds(seconds),
                        isProfiled),
                new InFlight(LOOKUPS_IN_FLIGHT, 1_000, RAMP_MILLIS, WAVES_AHEAD),
                new LimitUse(LIMITED_LOOKUPS, 200),
                new Overload(200, OVERLOAD_DEADLINE, OVERLOAD_MILLIS, List.of(Load.values())),
                new Mapping(List.of(ProviderAnswer.values()), MAPPING_WARM_UP, MAPPING_MEASURED),
                new CacheHit(answers, CACHE_WARM_UP, CACHE_MEASURED),
                new StartUp(STARTS, 1),
                new ArchivedStart(STARTS, jdks));
    }

    private void run(List<Benchmark> benchmarks, Harness harness) throws Exception {
        Path resultsFile = output.resolve("results.csv");
        Path machineFile = output.resolve("machine.txt");
        Machine machine = Machine.here();
        // Results of different machines are not comparable.
        Results results = Machine.read(machineFile).equals(machine) ? Results.read(resultsFile) : new Results();
        List<Benchmark> chosen = benchmarks.stream()
                .filter(benchmark -> only.isEmpty() || only.contains(benchmark.name()))
                .toList();
        for (int i = 0; i < chosen.size(); i++) {
            Benchmark benchmark = chosen.get(i);
            results.remove(benchmark.name());
            Duration later = usualTime(chosen.subList(i + 1, chosen.size()));
            benchmark.run(harness.forChapter(benchmark.usualTime(rounds), later), results);
            // Saves each benchmark's results in case a later one fails.
            write(benchmarks, results, machine, resultsFile, machineFile);
        }
        harness.progress("Wrote " + output.resolve("data.md"));
    }

    private Duration usualTime(List<Benchmark> benchmarks) {
        return benchmarks.stream().map(benchmark -> benchmark.usualTime(rounds)).reduce(Duration.ZERO, Duration::plus);
    }

    private void write(List<Benchmark> benchmarks, Results results, Machine machine, Path resultsFile, Path machineFile)
            throws IOException {
        results.write(resultsFile);
        machine.write(machineFile);
        // From the file, whose numbers are rounded.
        writePages(benchmarks);
    }

    /** Writes the pages from the recorded results, whose machine may be another one. */
    private void writePages(List<Benchmark> benchmarks) throws IOException {
        Path resultsFile = output.resolve("results.csv");
        if (!Files.exists(resultsFile)) {
            throw new ParameterException(
                    spec.commandLine(), "--page-only needs results, and " + resultsFile + " does not exist");
        }
        Results results = Results.read(resultsFile);
        new ResultsPage(output).write(benchmarks, results, Machine.read(output.resolve("machine.txt")));
        new SummaryPage(output).write(results);
    }
}
