package io.github.cameltiktok.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CsvAndChartTest {

    private static final Recipe RECIPE = new Recipe("csv-and-chart");
    private static final Path WRITTEN = Path.of("growth.csv");
    private static final String START = "2026-01-12T00:00:00Z";
    private static final String VIDEO = "7311111111111111111";

    private static final SteppingClock CLOCK = new SteppingClock(START);

    @RegisterExtension
    static final SandboxExtension sandbox =
            new SandboxExtension(SandboxOptions.defaults().withClock(CLOCK).withGrowth());

    @BeforeEach
    void fromTheStart() throws Exception {
        CLOCK.set(START);
        Files.deleteIfExists(WRITTEN);
    }

    @Test
    void eachPollAddsRowsThatTheChartDraws() throws Exception {
        try (RecipeRun run =
                new RecipeRun(RECIPE, sandbox.get()).withClock(CLOCK).start()) {
            run.poll();
            CLOCK.advance(Duration.ofHours(1));
            run.poll();
        }

        List<String> rows = Files.readAllLines(WRITTEN);
        assertThat(rows).hasSize(4);
        RECIPE.printsOnItsPage(rows.stream().sorted().toList());
        assertThat(chart()).contains("<svg", "7592210000000000121", "7589039999999999991");
    }

    @Test
    void captionIsOneSafeCell() throws Exception {
        assertThat(rowWithCaption("=HYPERLINK(\"https://example.org\", \"a, b\")\n2"))
                .endsWith(",\"'=HYPERLINK(\"\"https://example.org\"\", \"\"a, b\"\") 2\"");
        assertThat(rowWithCaption("\t+1 \u00fcber 🌈")).endsWith(",'+1 \u00fcber 🌈");
    }

    @Test
    void unknownCounterIsAnEmptyCell() throws Exception {
        Answers.change(sandbox.get(), VIDEO, video -> video.remove("likes"));

        assertThat(row().split(",")[3]).isEmpty();
        assertThat(chart()).contains("<svg");
    }

    private static String rowWithCaption(String caption) throws Exception {
        Files.deleteIfExists(WRITTEN);
        Answers.change(sandbox.get(), VIDEO, video -> video.put("title", caption));
        return row();
    }

    private static String row() throws Exception {
        try (RecipeRun run = new RecipeRun(RECIPE, sandbox.get())
                .withClock(CLOCK)
                .with("videos", VIDEO)
                .start()) {
            run.poll();
        }
        return Files.readString(WRITTEN).strip();
    }

    /** Runs the command of the page. */
    private static String chart() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        RECIPE.file("../../../docs/images/GrowthChart.java").toString(),
                        WRITTEN.toString(),
                        "growth.svg")
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes());
        assertThat(java.waitFor()).as(output).isZero();
        return Files.readString(Path.of("growth.svg"));
    }
}
