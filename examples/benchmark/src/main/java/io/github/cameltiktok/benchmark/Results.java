package io.github.cameltiktok.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that was measured. For one thread. */
public final class Results {

    private final List<Row> rows = new ArrayList<>();

    /** Returns the results in a file; none if there is no such file. */
    public static Results read(Path file) throws IOException {
        Results results = new Results();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().skip(1).map(Row::of).forEach(results::add);
        }
        return results;
    }

    /** Writes the results into a file, and makes its folder if need be. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(
                file,
                Stream.concat(Stream.of(Row.HEAD), rows.stream().map(Row::line)).toList());
    }

    /** Adds a row. */
    public void add(Row row) {
        rows.add(row);
    }

    /** Removes the rows of a benchmark. */
    public void forget(String benchmark) {
        rows.removeIf(row -> row.benchmark().equals(benchmark));
    }

    /** Tells whether there is a row of a benchmark. */
    public boolean has(String benchmark) {
        return rows.stream().anyMatch(row -> row.benchmark().equals(benchmark));
    }

    /** Returns how often a benchmark was run. */
    public int rounds(String benchmark) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .mapToInt(Row::round)
                .max()
                .orElse(0);
    }

    /** Returns the settings of a benchmark, in order of appearance. */
    public List<String> settings(String benchmark) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .map(Row::setting)
                .distinct()
                .toList();
    }

    /** Returns the metrics of a contender, in order of appearance. */
    public List<String> metrics(String benchmark, String contender) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .filter(row -> row.contender().equals(contender))
                .map(Row::metric)
                .distinct()
                .toList();
    }

    /** Returns one metric over all rounds. */
    public Figure figure(String benchmark, String contender, String setting, String metric) {
        return Figure.of(rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .filter(row -> row.contender().equals(contender))
                .filter(row -> row.setting().equals(setting))
                .filter(row -> row.metric().equals(metric))
                .mapToDouble(Row::value)
                .toArray());
    }
}
