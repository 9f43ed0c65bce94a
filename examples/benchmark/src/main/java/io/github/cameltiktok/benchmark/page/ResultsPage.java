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

/** Writes {@code benchmarks.md} and its images out of the results. */
public final class ResultsPage {

    private static final String HEAD = """
            # Benchmarks

            What a lookup through this connector costs, beside what one would write by hand. Every number on this page was written by

            ```sh
            mvn -q -Dbenchmark
            ```

            and can be had again by it, in the better part of an hour on two cores. A part of it, and fewer rounds:

            ```sh
            mvn -q -Dbenchmark -Darguments="--only end-to-end --rounds 2"
            ```

            Each measurement is a fresh JVM, the server that it asks is a process of its own, and contenders take turns. All of one chapter is
            measured in one run; other chapters may be from other runs on the same machine. Tables show the
            median of all rounds and in brackets the smallest and the largest; [every single number](benchmarks/results.csv) is there, too.
            All of it happens on one machine, so the server takes its share of the cores, and differences in throughput are smaller than
            they would be with a server elsewhere. Those in CPU and allocation are not touched by that.

            """;

    private final Path folder;

    /** @param folder of the page; the images go into {@code images} below it */
    public ResultsPage(Path folder) {
        this.folder = folder;
    }

    /** Writes page and images for those benchmarks of which there are results. */
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
        Files.writeString(folder.resolve("benchmarks.md"), page);
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
        return "\n## Where it loses\n\n" + (losses.isEmpty() ? "Nowhere in these measurements.\n" : losses);
    }
}
