package io.github.cameltiktok.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The back-off of a consumer after a rate limit. */
final class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

    private static Backoff backoff(Duration length) {
        return new Backoff(NOW, NOW.plus(length), new IllegalStateException("rate limited"));
    }

    @ParameterizedTest(name = "{0} s later: {1}")
    @CsvSource({"0, false", "59, false", "60, true", "61, true", "-1, true", "-31536000, true"})
    void backoffEndsAfterDelayOrWhenClockIsSetBack(long seconds, boolean isOver) {
        assertThat(backoff(Duration.ofSeconds(60)).isOver(NOW.plusSeconds(seconds)))
                .isEqualTo(isOver);
    }

    @ParameterizedTest
    @CsvSource({"30, 60", "60, 30"})
    void longerBackoffWins(long one, long other) {
        Backoff longer = backoff(Duration.ofSeconds(one)).atLeast(backoff(Duration.ofSeconds(other)));

        assertThat(longer.isOver(NOW.plusSeconds(59))).isFalse();
        assertThat(longer.isOver(NOW.plusSeconds(60))).isTrue();
    }
}
