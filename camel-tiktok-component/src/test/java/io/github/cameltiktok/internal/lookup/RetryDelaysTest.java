package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryDelaysTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Retrying.Settings THREE = new Retrying.Settings(3, SECOND);

    @ParameterizedTest(name = "{0}, attempt {1}: {2} ms")
    @CsvSource({
        "YES, 1, 1000",
        "YES, 2, 2000",
        "YES, 3, 4000",
        "WITH_LONGER_DELAY, 1, 5000",
        "WITH_LONGER_DELAY, 2, 10000",
        "WITH_LONGER_DELAY, 3, 20000",
        "ONCE, 1, 1000",
    })
    void delayDoublesAndIsExtendedByUpToAQuarter(RetryAdvice retry, int attempts, long base) {
        for (int i = 0; i < 200; i++) {
            assertThat(Retrying.delay(THREE, attempts, 0, failure(retry, null)))
                    .isBetween(Duration.ofMillis(base), Duration.ofMillis(base * 5 / 4));
        }
    }

    @RepeatedTest(3)
    void delaysAreRandom() {
        assertThat(Stream.generate(() -> Retrying.delay(THREE, 1, 0, failure(RetryAdvice.YES, null)))
                        .limit(50)
                        .distinct())
                .hasSizeGreaterThan(10);
    }

    @ParameterizedTest(name = "{0}, attempt {1}")
    @CsvSource({"NEVER, 1", "NEXT_DAY, 1", "ONCE, 2", "YES, 4", "WITH_LONGER_DELAY, 4"})
    void noRetryAfterTheLastOne(RetryAdvice retry, int attempts) {
        assertThat(Retrying.delay(THREE, attempts, 0, failure(retry, null))).isNull();
    }

    @Test
    void retryOnceIgnoresMaxRetries() {
        Retrying.Settings none = new Retrying.Settings(0, SECOND);

        assertThat(Retrying.delay(none, 1, 0, failure(RetryAdvice.YES, null))).isNull();
        assertThat(Retrying.delay(none, 1, 0, failure(RetryAdvice.WITH_LONGER_DELAY, null)))
                .isNull();
        assertThat(Retrying.delay(none, 1, 0, failure(RetryAdvice.ONCE, null))).isNotNull();
        assertThat(Retrying.delay(none, 2, 0, failure(RetryAdvice.ONCE, null))).isNull();
    }

    @ParameterizedTest(name = "{0}, attempt {1}, Retry-After {2} s: {3} ms")
    @CsvSource({
        "YES, 1, 7, 7000",
        "YES, 3, 1, 4000",
        "YES, 1, 0, 1000",
        "WITH_LONGER_DELAY, 1, 2, 2000",
        "WITH_LONGER_DELAY, 1, 60, 60000",
    })
    void retryAfterIsAMinimumOfTheDelay(RetryAdvice retry, int attempts, long retryAfter, long base) {
        assertThat(Retrying.delay(THREE, attempts, 0, failure(retry, Duration.ofSeconds(retryAfter))))
                .isBetween(Duration.ofMillis(base), Duration.ofMillis(base * 5 / 4));
    }

    @Test
    void longDelayDoesNotOverflow() {
        Retrying.Settings many = new Retrying.Settings(60, Duration.ofHours(1));

        assertThat(Retrying.delay(many, 60, 0, failure(RetryAdvice.WITH_LONGER_DELAY, null)))
                .isGreaterThan(Duration.ofDays(365));
    }

    private static ProviderFailure failure(RetryAdvice retry, @Nullable Duration retryAfter) {
        return new ProviderFailure(ErrorKind.UPSTREAM, retry, "answered: no", 502, null, null, retryAfter);
    }
}
