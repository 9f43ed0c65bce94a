package io.github.cameltiktok.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

    private static final String NAME = "some";

    @Test
    void resultsAreTheSameAfterWritingAndReading(@TempDir Path folder) throws IOException {
        Results results = new Results();
        results.add(new Row(NAME, "a", "1", 1, "throughput", 1234.5, "1/s"));
        results.add(new Row(NAME, "a", "1", 2, "throughput", 0.000012, "1/s"));

        results.write(folder.resolve("new/results.csv"));

        Results read = Results.read(folder.resolve("new/results.csv"));
        assertThat(read.figure(NAME, "a", "1", "throughput")).isEqualTo(results.figure(NAME, "a", "1", "throughput"));
        assertThat(read.rounds(NAME)).isEqualTo(2);
        assertThat(read.settings(NAME)).containsExactly("1");
    }

    @Test
    void oneRoundIsSingular() {
        Results results = new Results();
        results.add(new Row(NAME, "a", "1", 1, "throughput", 1, "1/s"));
        assertThat(results.roundsText(NAME)).isEqualTo("1 round");

        results.add(new Row(NAME, "a", "1", 5, "throughput", 1, "1/s"));
        assertThat(results.roundsText(NAME)).isEqualTo("5 rounds");
    }

    @Test
    void missingFileHasNoResults(@TempDir Path folder) throws IOException {
        assertThat(Results.read(folder.resolve("results.csv")).has(NAME)).isFalse();
    }

    @Test
    void removeKeepsOtherBenchmarks() {
        Results results = new Results();
        results.add(new Row(NAME, "a", "1", 1, "throughput", 1, "1/s"));
        results.add(new Row("other", "a", "1", 1, "throughput", 1, "1/s"));

        results.remove(NAME);

        assertThat(results.has(NAME)).isFalse();
        assertThat(results.has("other")).isTrue();
    }

    @Test
    void metricsAreListedOnceEach() {
        Results results = new Results();
        results.add(new Row(NAME, "a", "1", 1, "median", 1, "ns"));
        results.add(new Row(NAME, "a", "1", 2, "median", 1, "ns"));
        results.add(new Row(NAME, "a", "1", 1, "mean", 1, "ns"));
        results.add(new Row(NAME, "b", "1", 1, "p99", 1, "ns"));

        assertThat(results.metrics(NAME, "a")).containsExactly("median", "mean");
    }

    @Test
    void figureOfOneRoundHasItsValuesOnly() {
        Results results = new Results();
        results.add(new Row(NAME, "a", "1", 1, "start", 10, "ms"));
        results.add(new Row(NAME, "a", "1", 2, "start", 20, "ms"));
        results.add(new Row(NAME, "a", "1", 2, "start", 30, "ms"));

        assertThat(results.figure(NAME, "a", "1", "start", 2)).isEqualTo(new Figure(25, 20, 30));
    }

    @Test
    void figureHasTheMedianOfAllRounds() {
        assertThat(Figure.of(3, 1, 2)).isEqualTo(new Figure(2, 1, 3));
        assertThat(Figure.of(4, 1, 2, 3)).isEqualTo(new Figure(2.5, 1, 4));
        assertThat(Figure.of().median()).isNaN();
    }
}
