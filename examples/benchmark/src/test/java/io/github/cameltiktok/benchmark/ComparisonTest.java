package io.github.cameltiktok.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.benchmark.Comparison.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ComparisonTest {

    @ParameterizedTest
    @CsvSource({
        // KiB per lookup of camel-tiktok and camel-vertx-http: the medians differ, both print as 39.5.
        "39.51, 39.4, 39.7, 39.47, 39.4, 39.5, EVEN",
        "72.6, 71, 74.7, 52.4, 52.2, 70.6, LOST",
        "52.4, 52.2, 70.6, 72.6, 71, 74.7, WON",
        "2, 1, 3, 4, 3, 5, EVEN",
        "0, 0, 0, 0, 0, 0, EVEN"
    })
    void onlySpreadsWithoutOverlapHaveAWinner(
            double own, double ownMin, double ownMax, double other, double min, double max, Outcome less) {
        Figure ours = new Figure(own, ownMin, ownMax);
        Figure theirs = new Figure(other, min, max);

        assertThat(comparison(ours, theirs, false).outcome()).isEqualTo(less);
        assertThat(comparison(theirs, ours, true).outcome()).isEqualTo(less);
    }

    @Test
    void figureWithoutRoundsHasNoWinner() {
        assertThat(comparison(Figure.of(), Figure.of(1), true).outcome()).isEqualTo(Outcome.EVEN);
        assertThat(comparison(Figure.of(1), Figure.of(), false).outcome()).isEqualTo(Outcome.EVEN);
    }

    private static Comparison comparison(Figure own, Figure other, boolean moreIsBetter) {
        return new Comparison("some", "ms", "with 1 in flight", own, other, moreIsBetter);
    }
}
