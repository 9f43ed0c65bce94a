package io.github.cameltiktok.benchmark.page;

import io.github.cameltiktok.benchmark.Benchmark;
import io.github.cameltiktok.benchmark.Chapter;
import io.github.cameltiktok.benchmark.Comparison;
import io.github.cameltiktok.benchmark.Comparison.Outcome;
import io.github.cameltiktok.benchmark.Goal;
import io.github.cameltiktok.benchmark.Results;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Writes {@code data.md} and its images from the results. */
public final class ResultsPage {

    private static final String HEAD = """
            # Benchmark data

            [Benchmarks](README.md) has the verdict. This page has every number behind it: the cost of a lookup through camel-tiktok, compared with
            hand-written alternatives. The following command measures everything and writes both pages. Three rounds take %s min on two cores.

            ```sh
            mvn -q -Dbenchmark
            ```

            Five rounds take %s min. The JDKs are those of the starts with archived classes:

            ```sh
            mvn -q -Dbenchmark -Darguments="--rounds 5 --jdks /path/of/jdk-17,/path/of/jdk-25"
            ```

            You can also run some chapters only, or fewer rounds. One round of a chapter takes less than five minutes:

            ```sh
            mvn -q -Dbenchmark -Darguments="--only end-to-end --rounds 1"
            ```

            A further round of `cache-hit` takes less, because its cache is filled once. The time of `archived-start` is with two JDKs.

            %s
            This command measures nothing. It writes the pages from the recorded results, for example after a change of their text:

            ```sh
            mvn -q -Dbenchmark -Darguments="--page-only"
            ```

            Each measurement runs in a new JVM, its server in another process, and contenders take turns. One run measures a whole chapter;
            other chapters may be from other runs on the same machine. Tables show the median of all rounds, with minimum and maximum in
            brackets. [A CSV file](results.csv) has every value. Client and server share the cores of one machine, so
            differences in throughput are smaller than with a remote server. CPU and allocation are not affected.

            """;

    private static final String LOSSES = """

            ## Where camel-tiktok loses

            Each pair has the median of camel-tiktok first. A loss is listed if every round of camel-tiktok was worse than each round of the
            other.

            %s
            ## Even

            In these comparisons the ranges of the rounds overlap, so the two are even. Settings in brackets are those that are even.

            %s""";

    private static final double SECONDS_PER_MINUTE = 60;

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
        StringBuilder page = new StringBuilder(head(benchmarks));
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

    private static String head(List<Benchmark> benchmarks) {
        Table times = new Table(List.of("`--only`", "one round, min"));
        benchmarks.forEach(benchmark -> times.row(List.of(
                "`" + benchmark.name() + "`",
                Table.number(benchmark.usualTime(1).toSeconds() / SECONDS_PER_MINUTE))));
        return HEAD.formatted(minutes(benchmarks, 3), minutes(benchmarks, 5), times);
    }

    /** Returns the whole minutes that all benchmarks take. */
    private static long minutes(List<Benchmark> benchmarks, int rounds) {
        return Math.round(benchmarks.stream()
                        .mapToLong(benchmark -> benchmark.usualTime(rounds).toSeconds())
                        .sum()
                / SECONDS_PER_MINUTE);
    }

    private static String goals(List<Chapter> chapters) {
        Table table = new Table(List.of("goal", "measured", "holds"));
        for (Chapter chapter : chapters) {
            for (Goal goal : chapter.goals()) {
                table.row(List.of(goal.text(), goal.measured(), goal.holds() ? "yes" : "**no**"));
            }
        }
        return """
                ## Goals

                The table has every goal, also those that fail. Ratios are of medians. For example, 0.5 times the throughput is half of it.

                """ + table;
    }

    private static String losses(List<Chapter> chapters) {
        Map<String, List<String>> lost = new LinkedHashMap<>();
        Map<String, Map<String, List<String>>> even = new LinkedHashMap<>();
        Map<String, Integer> settings = new HashMap<>();
        for (Chapter chapter : chapters) {
            for (Comparison comparison : chapter.comparisons()) {
                String key = comparison.contender() + ", " + comparison.metric();
                settings.merge(key, 1, Integer::sum);
                if (comparison.outcome() == Outcome.LOST) {
                    lost.computeIfAbsent(key, any -> new ArrayList<>())
                            .add(Table.number(comparison.own().median()) + " to "
                                    + Table.number(comparison.other().median()) + " " + comparison.setting());
                } else if (comparison.overlaps()) {
                    even.computeIfAbsent(comparison.contender(), any -> new LinkedHashMap<>())
                            .computeIfAbsent(comparison.metric(), any -> new ArrayList<>())
                            .add(comparison.setting());
                }
            }
        }
        return LOSSES.formatted(
                items(lost, (key, pairs) -> key + ": " + String.join(", ", pairs)),
                items(
                        even,
                        (contender, metrics) -> contender + ": "
                                + metrics.entrySet().stream()
                                        .map(metric -> even(
                                                metric, settings.getOrDefault(contender + ", " + metric.getKey(), 0)))
                                        .collect(Collectors.joining("; "))));
    }

    /** Returns the metric, with its settings unless all are even. */
    private static String even(Map.Entry<String, List<String>> metric, int settings) {
        return metric.getKey()
                + (metric.getValue().size() == settings ? "" : " (" + String.join(", ", metric.getValue()) + ")");
    }

    private static <T> String items(Map<String, T> all, BiFunction<String, T, String> text) {
        return all.isEmpty()
                ? "None.\n"
                : all.entrySet().stream()
                        .map(item -> "- " + text.apply(item.getKey(), item.getValue()) + ".\n")
                        .collect(Collectors.joining());
    }
}
