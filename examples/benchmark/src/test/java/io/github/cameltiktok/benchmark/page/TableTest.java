package io.github.cameltiktok.benchmark.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.benchmark.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0       | 0
            0.126   | 0.13
            1.5     | 1.5
            12.34   | 12.3
            100     | 100
            123.6   | 124
            12345.6 | 12,346
            """)
    void numbersHaveThreeDigits(double number, String text) {
        assertThat(Table.number(number)).isEqualTo(text);
    }

    @Test
    void cellHasMedianMinimumAndMaximum() {
        assertThat(Table.cell(new Figure(12, 11.5, 13))).isEqualTo("12 (11.5–13)");
    }

    @Test
    void equalValuesHaveNoRange() {
        assertThat(Table.cell(Figure.of(2, 2))).isEqualTo("2");
    }

    @Test
    void missingValueIsADash() {
        assertThat(Table.cell(Figure.of())).isEqualTo("–");
    }

    @Test
    void tableIsMarkdown() {
        assertThat(new Table(List.of("", "a", "b")).row(List.of("c", "1", "2")).toString())
                .isEqualTo("|  | a | b |\n| --- | ---: | ---: |\n| c | 1 | 2 |\n");
    }
}
