package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pause of a consumer after a rate limit. */
final class BackoffTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:15:30Z");

    private static Backoff pause(Duration retryAfter) {
        ProviderFailure failure = new ProviderFailure(
                ErrorKind.RATE_LIMIT, RetryAdvice.YES, "answered: slow down", 429, null, null, retryAfter);
        FailureDetails details = new FailureDetails("apidirect", failure, 1, null);
        return Objects.requireNonNull(Backoff.after(new TikTokRateLimitException("slow down", details, null), NOW));
    }

    @ParameterizedTest(name = "{0} s later: {1}")
    @CsvSource({"0, false", "59, false", "60, true", "61, true", "-1, true", "-31536000, true"})
    void endsAfterItsTimeOrWhenTheClockIsSetBack(long seconds, boolean isOver) {
        assertThat(pause(Duration.ofSeconds(60)).isOver(NOW.plusSeconds(seconds)))
                .isEqualTo(isOver);
    }

    @ParameterizedTest
    @CsvSource({"30, 60", "60, 30"})
    void theLongerOfTwoCounts(long one, long other) {
        Backoff longer = pause(Duration.ofSeconds(one)).notBefore(pause(Duration.ofSeconds(other)));

        assertThat(longer.isOver(NOW.plusSeconds(59))).isFalse();
        assertThat(longer.isOver(NOW.plusSeconds(60))).isTrue();
    }
}
