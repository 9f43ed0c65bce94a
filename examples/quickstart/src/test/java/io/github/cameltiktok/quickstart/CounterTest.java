package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CounterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 999",
        "1000, 1.0K",
        "999999, 999.9K",
        "1000000, 1.0M",
        "18912653, 18.9M",
        "1994967296, 1.9B",
        "9223372036854775807, 9223.3Q",
    })
    void counterIsShortAndRoundedDown(long value, String text) {
        assertThat(Counter.text(value)).isEqualTo(text);
    }

    @Test
    void unknownCounterIsADash() {
        assertThat(Counter.text(null)).isEqualTo("-");
    }
}
