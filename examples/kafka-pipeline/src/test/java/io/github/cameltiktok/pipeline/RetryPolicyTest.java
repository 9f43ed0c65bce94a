package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(8, Duration.ofSeconds(30), Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource({
        "1,      , 30",
        "2,      , 60",
        "3,      , 120",
        "4,      , 240",
        "5,      , 480",
        "6,      , 600",
        "7,      , 600",
        "1000000,, 600",
        "1,    10, 30",
        "1,    45, 45",
        "2,    45, 60",
        "6,  3600, 3600",
    })
    void delayDoublesUpToMaximumOrRetryAfter(int retry, @Nullable Long retryAfterSeconds, long waitSeconds) {
        Duration retryAfter = retryAfterSeconds == null ? null : Duration.ofSeconds(retryAfterSeconds);

        assertThat(policy.delayBefore(retry, retryAfter, 0)).hasSeconds(waitSeconds);
    }

    @ParameterizedTest
    @CsvSource({"0, 30000", "0.5, 33750", "0.999999, 37499", "1, 37500"})
    void jitterExtendsDelayByAtMostQuarter(double jitter, long millis) {
        assertThat(policy.delayBefore(1, null, jitter)).hasMillis(millis);
    }

    @Test
    void jitterExtendsRetryAfter() {
        assertThat(policy.delayBefore(1, Duration.ofMinutes(20), 1)).hasMinutes(25);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 1, 1, 'maxRetries must not be negative, but is -1'",
        "0, 0, 1, 'delay must be more than 0, but is PT0S'",
        "0, -1, 1, 'delay must be more than 0, but is PT-1S'",
        "0, 2, 1, 'maxDelay must be at least delay, which is PT2S, but is PT1S'",
    })
    void invalidPolicyIsRejected(int maxRetries, int delay, int maxDelay, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(maxRetries, Duration.ofSeconds(delay), Duration.ofSeconds(maxDelay)))
                .withMessage(message);
    }
}
