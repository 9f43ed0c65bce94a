package io.github.cameltiktok.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollGridTest {

    private static final Instant ANCHOR = Instant.parse("2026-06-01T00:07:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T00:07:00Z, PT1H, 2026-06-01T01:07:00Z",
        "2026-06-01T01:07:00Z, PT1H, 2026-06-01T02:07:00Z",
        "2026-06-01T01:13:00Z, PT1H, 2026-06-01T02:07:00Z",
        // Less than half a cadence before the next time of the grid
        "2026-06-01T01:50:00Z, PT1H, 2026-06-01T03:07:00Z",
        "2026-06-01T01:50:00Z, PT6H, 2026-06-01T06:07:00Z",
        "2026-06-03T00:00:00Z, PT24H, 2026-06-04T00:07:00Z",
        // A clock that was set back
        "2026-05-31T23:00:00Z, PT1H, 2026-06-01T00:07:00Z"
    })
    void nextPollIsOnTheGridOfTheSubject(Instant polledAt, Duration every, Instant next) {
        assertThat(PollGrid.next(ANCHOR, every, polledAt)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1M", "PT1H", "PT7H13M", "PT720H"})
    void gapBetweenPollsIsHalfToOneAndAHalfCadences(Duration every) {
        for (long second = 0; second < every.toSeconds() * 2; second += Math.max(1, every.toSeconds() / 97)) {
            Instant polledAt = ANCHOR.plusSeconds(second);
            Duration gap = Duration.between(polledAt, PollGrid.next(ANCHOR, every, polledAt));
            assertThat(gap).isBetween(every.dividedBy(2), every.multipliedBy(3).dividedBy(2));
        }
    }

    @Test
    void delayIsAtMostATenthAndTheSameForASubject() {
        Duration hour = Duration.ofHours(1);
        for (int i = 0; i < 1_000; i++) {
            Duration delay = PollGrid.delay("sub_" + i, hour);
            assertThat(delay)
                    .isBetween(Duration.ZERO, Duration.ofMinutes(6))
                    .isEqualTo(PollGrid.delay("sub_" + i, hour));
        }
    }

    @Test
    void backOffDoublesUpToAnHour() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(Backoff.of(minute, 0, null)).isEqualTo(minute);
        assertThat(Backoff.of(minute, 3, null)).isEqualTo(Duration.ofMinutes(8));
        assertThat(Backoff.of(minute, 1_000, null)).isEqualTo(Duration.ofHours(1));
        assertThat(Backoff.of(Duration.ofSeconds(5), 1_000, null)).isEqualTo(Duration.ofHours(1));
        assertThat(Backoff.of(minute, 3, Duration.ofSeconds(2))).isEqualTo(Duration.ofMinutes(8));
        assertThat(Backoff.of(minute, 0, Duration.ofMinutes(30))).isEqualTo(Duration.ofMinutes(30));
        assertThat(Backoff.of(minute, 0, Duration.ofDays(400))).isEqualTo(Duration.ofDays(1));
    }
}
