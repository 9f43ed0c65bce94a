package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderResponseTest {

    @Test
    void headerNamesAreCaseInsensitive() {
        ProviderResponse answer = Responses.of(200, "", "x-ratelimit-REMAINING", "7");

        assertThat(answer.header("X-RateLimit-Remaining")).isEqualTo("7");
        assertThat(answer.header("X-RateLimit-Limit")).isNull();
    }

    @Test
    void headersAreUnmodifiable() {
        Map<String, String> headers = Responses.of(200, "", "A", "1").headers();

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> headers.put("B", "2"));
    }

    @Test
    void responseWithoutContentHasOnlyRateLimits() {
        ProviderResponse answer = Responses.of(
                200, "body", "Content-Type", "text/plain", "X-RateLimit-Limit", "60", "X-RateLimit-Remaining", "7");

        ProviderResponse cached = answer.withoutContent();

        assertThat(cached.headers()).containsOnlyKeys("x-ratelimit-limit", "x-ratelimit-remaining");
        assertThat(cached.rateLimit()).isEqualTo(60);
        assertThat(cached.rateLimitRemaining()).isEqualTo(7);
        assertThat(cached.body()).isEmpty();
        assertThat(cached.status()).isEqualTo(answer.status());
        assertThat(cached.receivedAt()).isEqualTo(answer.receivedAt());
    }

    @Test
    void toStringOmitsBody() {
        assertThat(Responses.ok("secret")).hasToString("ProviderResponse[status=200, 6 bytes]");
    }

    /** The responses are received on Sunday, 22 November 2026, at 10:15:30. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0                             | PT0S
                    7                             | PT7S
                    ' 120 '                       | PT2M
                    999999999                     | PT277777H46M39S
                    Sun, 22 Nov 2026 10:16:00 GMT | PT30S
                    Sun, 22 Nov 2026 10:15:00 GMT | PT0S
                    """)
    void retryAfterIsReadAsSecondsOrDate(String header, Duration wait) {
        assertThat(Responses.of(429, "", "retry-after", header).retryAfter()).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "Mon, 22 Nov 2026 10:16:00 GMT", "١٢٠"})
    void unreadableRetryAfterIsIgnored(String header) {
        assertThat(Responses.of(429, "", "Retry-After", header).retryAfter()).isNull();
    }

    @Test
    void retryAfterIsNullWithoutHeader() {
        assertThat(Responses.of(429, "").retryAfter()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "59, 59",
        "009, 9",
        "999999999999999999, 999999999999999999",
        "1000000000000000000, ",
        "'', ",
        "-1, ",
        "1.5, ",
        "' 7', ",
        "1/2, ",
        "1:2, ",
        "many, ",
        "١٢, "
    })
    void rateLimitsHaveAtMost18Digits(String header, Long limit) {
        assertThat(Responses.of(200, "", "X-RateLimit-Limit", header).rateLimit())
                .isEqualTo(limit);
        assertThat(Responses.of(200, "", "X-RateLimit-Remaining", header).rateLimitRemaining())
                .isEqualTo(limit);
    }

    @Test
    void rateLimitIsNullWithoutHeader() {
        assertThat(Responses.of(200, "").rateLimit()).isNull();
        assertThat(Responses.of(200, "").rateLimitRemaining()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "204, true", "299, true", "300, false", "500, false"})
    void failureWithStatus200To299IsBilled(int status, boolean success) {
        ProviderFailure failure =
                ProviderFailure.of(ErrorKind.UPSTREAM, RetryAdvice.NEVER, "message", Responses.of(status, ""));

        assertThat(failure.isBilled()).isEqualTo(success);
    }

    @Test
    void failureWithoutResponseIsNotBilled() {
        assertThat(ProviderFailure.withoutAnswer(ErrorKind.UPSTREAM, RetryAdvice.YES, "message")
                        .isBilled())
                .isFalse();
    }
}
