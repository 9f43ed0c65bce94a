package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes {@code data.md} and its images from the results. */
public final class ResultsPage {

    private static final String HEAD = """
            # Benchmarks

            This page compares the cost of a lookup through camel-tiktok with hand-written alternatives. The following command measures
            everything and writes this page. It takes most of an hour on two cores.

            ```sh
            mvn -q -Dbenchmark
            ```

            You can also run some benchmarks only, or fewer rounds:

            ```sh
            mvn -q -Dbenchmark -Darguments="--only end-to-end --rounds 2"
            ```

            Each measurement runs in a new JVM, its server in another process, and contenders take turns. One run measures a whole chapter;
            other chapters may be from other runs on the same machine. Tables show the median of all rounds, with minimum and maximum in
            brackets. You find [every value](results.csv) in a CSV file. Client and server share the cores of one machine, so
            differences in throughput are smaller than with a remote server. CPU and allocation are not affected.

            """;

    private static final String LOSSES_INTRODUCTION =
            "Pairs have the median of camel-tiktok first. Ratios are the median of camel-tiktok divided by the other one.\n\n";

    private final Path folder;

    /** @param folder folder of the page; images go to its subfolder {@code images} */
    public ResultsPage(Path folder) {
        this.folder = folder;
    }

    /** Writes page and images of all benchmarks with results. */
    public void write(List<Benchmark> benchmarks, Results results, Machine machine) throws IOException {
        List<Chapter> chapters = benchmarks.stream()
                .filter(benchmark -> results.has(benchmark.name()))
                .map(benchmark -> benchmark.chapter(results))
                .toList();
        StringBuilder page = new StringBuilder(HEAD);
        page.append(machine.table()).append('\n').append(goals(chapters)).append(losses(chapters));
        for (Chapter chapter : chapters) {
            page.append("\n## ")
                    .append(chapter.title())
                    .append("\n\n")
                    .append(chapter.text().strip())
                    .append('\n');
            Path images = Files.createDirectories(folder.resolve("images"));
            for (Map.Entry<String, String> image : chapter.images().entrySet()) {
                Files.writeString(images.resolve(image.getKey()), image.getValue());
            }
        }
        Files.writeString(folder.resolve("data.md"), page);
    }

    private static String goals(List<Chapter> chapters) {
        Table table = new Table(List.of("goal", "measured", "holds"));
        for (Chapter chapter : chapters) {
            for (Goal goal : chapter.goals()) {
                table.row(List.of(goal.text(), goal.measured(), goal.holds() ? "yes" : "**no**"));
            }
        }
        return "## Goals\n\n" + table;
    }

    private static String losses(List<Chapter> chapters) {
        String losses = chapters.stream()
                .flatMap(chapter -> chapter.losses().stream())
                .map(loss -> "- " + loss + "\n")
                .collect(Collectors.joining());
        return "\n## Where camel-tiktok loses\n\n"
                + (losses.isEmpty() ? "In none of these comparisons.\n" : LOSSES_INTRODUCTION + losses);
    }
}
