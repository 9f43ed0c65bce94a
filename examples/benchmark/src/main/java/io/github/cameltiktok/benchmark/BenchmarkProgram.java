package io.github.cameltiktok.benchmark;

import io.github.cameltiktok.benchmark.cachehit.CacheHit;
import io.github.cameltiktok.benchmark.endtoend.EndToEnd;
import io.github.cameltiktok.benchmark.endtoend.WarmUp;
import io.github.cameltiktok.benchmark.inflight.InFlight;
import io.github.cameltiktok.benchmark.limituse.LimitUse;
import io.github.cameltiktok.benchmark.mapping.Mapping;
import io.github.cameltiktok.benchmark.mapping.ProviderAnswer;
import io.github.cameltiktok.benchmark.overload.Overload;
import io.github.cameltiktok.benchmark.page.Machine;
import io.github.cameltiktok.benchmark.page.ResultsPage;
import io.github.cameltiktok.benchmark.process.Lab;
import io.github.cameltiktok.benchmark.startup.StartUp;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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

/** The program: runs benchmarks, and writes what they say. Exit codes: 0, 1 for a failure, 2 for wrong arguments. */
@Command(
        name = "benchmark",
        mixinStandardHelpOptions = true,
        description = "Measures the connector beside what one would write by hand, and writes docs/benchmarks.md.")
public final class BenchmarkProgram implements Callable<Integer> {

    private static final List<Integer> IN_FLIGHT = List.of(1, 32, 256);
    private static final Duration WARM_UP_BURST = Duration.ofSeconds(2);
    private static final int WARM_UP_LOOKUPS = 60_000;
    private static final int MOST_WARM_UP_BURSTS = 25;
    private static final int LOOKUPS_IN_FLIGHT = 10_000;
    private static final int RAMP_MILLIS = 800;
    private static final int WAVES_AHEAD = 3;
    private static final int LIMITED_LOOKUPS = 1_000;
    private static final int OVERLOAD_DEADLINE = 4_000;
    private static final int OVERLOAD_MILLIS = 30_000;
    /** After 4 s the compiler is not through with the largest of them. */
    private static final Duration MAPPING_WARM_UP = Duration.ofSeconds(8);

    private static final Duration MAPPING_MEASURED = Duration.ofSeconds(2);
    private static final Duration CACHE_WARM_UP = Duration.ofSeconds(10);
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
            description = "Benchmarks to run; of the others the page keeps what was measured before on this machine.")
    private List<String> only = List.of();

    @Option(
            names = "--seconds",
            defaultValue = "5",
            paramLabel = "N",
            description =
                    "Time to measure each process of end-to-end, after up to a minute to warm up. Default: ${DEFAULT-VALUE}")
    private int seconds;

    @Option(
            names = "--answers",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Answers that cache-hit keeps, in 11.5 kB of heap each. Default: ${DEFAULT-VALUE}")
    private int answers;

    @Option(
            names = "--profile",
            arity = "0..1",
            fallbackValue = "true",
            defaultValue = "false",
            description = "Measures nothing, but leaves flame graphs of the connector in target.")
    private boolean isProfiled;

    @Option(
            names = "--output",
            defaultValue = "docs",
            paramLabel = "FOLDER",
            description = "Of the page; results go into benchmarks below it. Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("docs");

    @Option(
            names = "--logs",
            defaultValue = "examples/benchmark/target/benchmark",
            paramLabel = "FOLDER",
            description = "For profiles, and what the processes log. Default: ${DEFAULT-VALUE}")
    private Path logs = Path.of("target");

    private BenchmarkProgram() {}

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkProgram()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Benchmark> benchmarks = List.of(
                new EndToEnd(
                        IN_FLIGHT,
                        new WarmUp(WARM_UP_BURST, WARM_UP_LOOKUPS, MOST_WARM_UP_BURSTS),
                        Duration.ofSeconds(seconds),
                        isProfiled),
                new InFlight(LOOKUPS_IN_FLIGHT, 1_000, RAMP_MILLIS, WAVES_AHEAD),
                new LimitUse(LIMITED_LOOKUPS, 200),
                new Overload(200, OVERLOAD_DEADLINE, OVERLOAD_MILLIS),
                new Mapping(List.of(ProviderAnswer.values()), MAPPING_WARM_UP, MAPPING_MEASURED),
                new CacheHit(answers, CACHE_WARM_UP, CACHE_MEASURED),
                new StartUp(STARTS));
        List<String> names = benchmarks.stream().map(Benchmark::name).toList();
        if (rounds < 1 || seconds < 1 || answers < 1 || !names.containsAll(only)) {
            throw new ParameterException(
                    spec.commandLine(), "--rounds, --seconds and --answers are at least 1, --only knows " + names);
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > 1) {
            System.out.printf(
                    "Something else runs on this machine (load %.1f): the numbers will be worth little.%n", load);
        }
        Lab lab = new Lab(rounds, logs, System.out);
        if (isProfiled) {
            benchmarks.get(0).run(lab, new Results());
        } else {
            run(benchmarks, lab);
        }
        return 0;
    }

    private void run(List<Benchmark> benchmarks, Lab lab) throws Exception {
        Path resultsFile = output.resolve("benchmarks/results.csv");
        Path machineFile = output.resolve("benchmarks/machine.txt");
        Machine machine = Machine.here();
        // Numbers of two machines side by side would tell nothing.
        Results results = Machine.read(machineFile).equals(machine) ? Results.read(resultsFile) : new Results();
        for (Benchmark benchmark : benchmarks) {
            if (only.isEmpty() || only.contains(benchmark.name())) {
                results.forget(benchmark.name());
                benchmark.run(lab, results);
                // After each, because the next may take long.
                write(benchmarks, results, machine, resultsFile, machineFile);
            }
        }
        lab.progress("Written: " + output.resolve("benchmarks.md"));
    }

    private void write(List<Benchmark> benchmarks, Results results, Machine machine, Path resultsFile, Path machineFile)
            throws IOException {
        results.write(resultsFile);
        machine.write(machineFile);
        new ResultsPage(output).write(benchmarks, results, machine);
    }
}
