package io.github.cameltiktok.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.github.cameltiktok.benchmark.process.Harness;
import io.github.cameltiktok.benchmark.startup.ArchivedStart;
import io.github.cameltiktok.benchmark.startup.StartUp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each benchmark briefly, without checking its numbers. So they may run at the same time. */
final class SmokeTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    static List<Benchmark> benchmarks() {
        return List.of(
                new EndToEnd(List.of(4), new WarmUp(SHORT, 10, SHORT, SHORT), SHORT, false),
                new InFlight(100, 100, 50, 1),
                new LimitUse(12, 20),
                // Each load starts a server per contender.
                new Overload(50, 1_000, 600, List.of(Load.THREE_TIMES, Load.THREE_TIMES_SLOW_AT_FIRST)),
                new Mapping(List.of(ProviderAnswer.DUMPLING_AI_VIDEO), SHORT, SHORT),
                new CacheHit(1_000, SHORT, SHORT),
                new StartUp(1, 0),
                new ArchivedStart(1, List.of(Path.of(System.getProperty("java.home")))));
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    @Execution(ExecutionMode.CONCURRENT)
    void benchmarkRunsAndWritesItsPage(Benchmark benchmark) throws Exception {
        Results results = new Results();

        benchmark.run(new Harness(1, folder.resolve("logs"), System.out), results);
        results.write(folder.resolve("results.csv"));
        new ResultsPage(folder).write(List.of(benchmark), Results.read(folder.resolve("results.csv")), Machine.here());

        assertThat(folder.resolve("data.md"))
                .content()
                .contains("# Benchmark data", "## " + benchmark.chapter(results).title())
                .doesNotContain("NaN", "| – |");
        for (String image : benchmark.chapter(results).images().keySet()) {
            assertThat(Files.readString(folder.resolve("images").resolve(image)))
                    .endsWith("</svg>\n");
        }
    }
}
