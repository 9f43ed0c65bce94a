package io.github.cameltiktok.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All measurements. Not thread-safe. */
public final class Results {

    private final List<Row> rows = new ArrayList<>();

    /** Returns the results in a file; empty if the file does not exist. */
    public static Results read(Path file) throws IOException {
        Results results = new Results();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().skip(1).map(Row::of).forEach(results::add);
        }
        return results;
    }

    /** Writes the results to a file and creates its folder if missing. */
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

    /** Adds all rows of others. */
    public void addAll(Results others) {
        rows.addAll(others.rows);
    }

    /** Removes the rows of a benchmark. */
    public void remove(String benchmark) {
        rows.removeIf(row -> row.benchmark().equals(benchmark));
    }

    /** Returns whether a benchmark has rows. */
    public boolean has(String benchmark) {
        return rows.stream().anyMatch(row -> row.benchmark().equals(benchmark));
    }

    /** Returns the number of rounds of a benchmark. */
    public int rounds(String benchmark) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .mapToInt(Row::round)
                .max()
                .orElse(0);
    }

    /** Returns the number of rounds of a benchmark with its noun, such as {@code 1 round}. */
    public String roundsText(String benchmark) {
        int rounds = rounds(benchmark);
        return rounds + (rounds == 1 ? " round" : " rounds");
    }

    /** Returns the settings of a benchmark, in order of appearance. */
    public List<String> settings(String benchmark) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .map(Row::setting)
                .distinct()
                .toList();
    }

    /** Returns the contenders of a benchmark, in order of appearance. */
    public List<String> contenders(String benchmark) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .map(Row::contender)
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
        return Figure.of(rows(benchmark, contender, setting, metric)
                .mapToDouble(Row::value)
                .toArray());
    }

    /** Returns one metric of one round. */
    public Figure figure(String benchmark, String contender, String setting, String metric, int round) {
        return Figure.of(rows(benchmark, contender, setting, metric)
                .filter(row -> row.round() == round)
                .mapToDouble(Row::value)
                .toArray());
    }

    private Stream<Row> rows(String benchmark, String contender, String setting, String metric) {
        return rows.stream()
                .filter(row -> row.benchmark().equals(benchmark))
                .filter(row -> row.contender().equals(contender))
                .filter(row -> row.setting().equals(setting))
                .filter(row -> row.metric().equals(metric));
    }
}
