package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueCountsTest {

    private final ValueCounts counts = new ValueCounts();

    @Test
    void mostFrequentValueIsPrintedFirst() {
        for (String value : "b a c c".split(" ")) {
            counts.add(value);
        }

        assertThat(printed()).containsSubsequence("TITLE", "c ", " 2", "a ", " 1", "b ", " 1");
    }

    @Test
    void controlCharactersAreReplaced() {
        counts.add("\u001b[2Jred\n");

        assertThat(printed()).contains("?[2Jred?").doesNotContain("\u001b");
    }

    @Test
    void memoryIsLimitedForManyAndLongValues() {
        for (int i = 0; i < 1_000; i++) {
            counts.add(i + "x".repeat(1_000));
        }

        assertThat(printed().lines().filter(line -> line.contains("xxx")))
                .hasSize(100)
                .allMatch(line -> line.length() < 80);
        assertThat(printed()).containsPattern("OTHER +900");
    }

    @ParameterizedTest
    @CsvSource({
        "-PT5S, 0 s",
        "PT59S, 59 s",
        "PT1M, 1 min",
        "PT59M59S, 59 min",
        "PT1H, 1 h",
        "PT23H59M, 23 h",
        "P8D, 8 d"
    })
    void ageIsPrintedInLargestUnit(Duration age, String text) {
        assertThat(DeadLetterSummary.age(age)).isEqualTo(text);
    }

    private String printed() {
        StringWriter text = new StringWriter();
        counts.print(new PrintWriter(text), "TITLE", "count");
        return text.toString();
    }
}
