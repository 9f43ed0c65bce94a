package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderErrorsTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
                    400, LINK_INVALID_URL,                INVALID_REQUEST,     NEVER
                    400, LINK_MAX_REDIRECTS,              INVALID_REQUEST,     NEVER
                    400, LINK_REDIRECTS_TO_ITSELF,        INVALID_REQUEST,     NEVER
                    400, LINK_CONTENT_ERROR,              INVALID_REQUEST,     NEVER
                    400, LINK_CONTENT_WAS_NOT_AS_EXPECTED, INVALID_REQUEST,    NEVER
                    400, LINK_IS_NOT_SUPPORTED,           INVALID_REQUEST,     NEVER
                    400, BAD_REQUEST,                     INVALID_REQUEST,     NEVER
                    400, PRISMA_P2002,                    INVALID_REQUEST,     NEVER
                    401, NO_API_KEY, CREDENTIALS,        NEVER
                    401, INVALID_API_KEY, CREDENTIALS,        NEVER
                    401, UNAUTHORIZED, CREDENTIALS,        NEVER
                    403, LINK_BLOCKED,                    NOT_FOUND,  NEVER
                    403, SOMETHING_NEW, CREDENTIALS,        NEVER
                    404, NOT_FOUND,                       NOT_FOUND,  NEVER
                    410, LINK_IS_GONE,                    NOT_FOUND,  NEVER
                    429, RATE_LIMIT_EXCEEDED,             QUOTA,      NEXT_DAY
                    429, SOMETHING_NEW,                   RATE_LIMIT, YES
                    500, LINK_SERVER_ERROR,               UPSTREAM,   YES
                    500, PRISMA_P1001,                    UPSTREAM,   YES
                    502, LINK_CONNECTION_ERROR,           UPSTREAM,   YES
                    503, BURST_LIMIT_EXCEEDED,            RATE_LIMIT, WITH_LONGER_DELAY
                    503, HEALTH_CHECK_ERROR,              UPSTREAM,   YES
                    503, SOMETHING_NEW,                   UPSTREAM,   YES
                    504, LINK_TOOK_TOO_LONG,              UPSTREAM,   YES
                    """)
    void peekalinkErrorIsClassified(int status, String code, ErrorKind errorKind, RetryAdvice retry) {
        String body = """
                {"ok": false, "status": %d, "error": "%s", "message": "In words", "details": null, "requestId": "r1"}""".formatted(status, code);
        ProviderFailure expected =
                new ProviderFailure(errorKind, retry, "answered: In words", status, code, "r1", null);

        assertThat(Lookup.PEEKALINK_VIDEO.failure(Responses.of(status, body))).isEqualTo(expected);
        assertThat(Lookup.PEEKALINK_USER.failure(Responses.of(status, body))).isEqualTo(expected);
    }

    @Test
    void peekalinkSaysAnErrorUnderHttpStatus200() {
        String body = "{\"ok\": false, \"status\": 404, \"error\": \"NOT_FOUND\", \"message\": \"No such page\"}";

        assertThat(Lookup.PEEKALINK_VIDEO.failure(Responses.ok(body)))
                .isEqualTo(new ProviderFailure(
                        ErrorKind.NOT_FOUND,
                        RetryAdvice.NEVER,
                        "answered: No such page",
                        200,
                        "NOT_FOUND",
                        null,
                        null));
    }

    private static final String DUMPLING_AI_TABLE = """
            400 | Invalid JSON in request body                                       | INVALID_REQUEST | NEVER
            400 | 'url' parameter is required and must be a non-empty string.        | INVALID_REQUEST | NEVER
            400 | Invalid TikTok video URL format.                                   | INVALID_REQUEST | NEVER
            400 | The video service could not process the provided URL.              | INVALID_REQUEST | NEVER
            400 | The video service reported an issue.                               | INVALID_REQUEST | NEVER
            401 | API key is invalid or missing.                                     | CREDENTIALS     | NEVER
            403 | Insufficient credits. Please top up your account.                  | QUOTA           | NEVER
            404 | TikTok video not found for URL: https://www.tiktok.com/@a/video/1  | NOT_FOUND       | NEVER
            429 | Plan limit reached                                                 | RATE_LIMIT      | YES
            500 | Service not configured. Please contact support.                    | UPSTREAM | NEVER
            500 | Service authentication failed. Please contact support.             | UPSTREAM | NEVER
            500 | An unexpected server error occurred while fetching the TikTok video: x | UPSTREAM    | ONCE
            500 | Something new                                                      | UPSTREAM        | ONCE
            502 | The video service is currently unavailable.                        | UPSTREAM        | YES
            502 | Received invalid data structure from video service.                | UPSTREAM        | YES
            502 | Error fetching video data from the upstream service.               | UPSTREAM        | YES
            503 | Rate limit exceeded. Please try again later.                       | RATE_LIMIT      | WITH_LONGER_DELAY
            503 | Down for maintenance                                               | UPSTREAM        | YES
            504 | Something new                                                      | UPSTREAM        | YES
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = DUMPLING_AI_TABLE)
    void dumplingAiErrorAsTextIsClassified(int status, String text, ErrorKind errorKind, RetryAdvice retry) {
        ProviderResponse answer = Responses.of(status, "{\"error\": \"" + text + "\"}");
        ProviderFailure expected = new ProviderFailure(errorKind, retry, "answered: " + text, status, null, null, null);

        assertThat(Lookup.DUMPLINGAI_VIDEO.failure(answer)).isEqualTo(expected);
        assertThat(Lookup.DUMPLINGAI_USER.failure(answer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = DUMPLING_AI_TABLE)
    void dumplingAiErrorAsObjectIsClassified(int status, String text, ErrorKind errorKind, RetryAdvice retry) {
        String body = "{\"error\": {\"code\": \"SOME_CODE\", \"message\": \"" + text + "\"}, \"status\": \"error\"}";

        assertThat(Lookup.DUMPLINGAI_VIDEO.failure(Responses.of(status, body)))
                .isEqualTo(new ProviderFailure(errorKind, retry, "answered: " + text, status, "SOME_CODE", null, null));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    400, missing_parameter,          INVALID_REQUEST,          NEVER
                    400, invalid_parameter,          INVALID_REQUEST,          NEVER
                    400, ,                           INVALID_REQUEST,          NEVER
                    401, missing_api_key, CREDENTIALS,             NEVER
                    401, invalid_api_key, CREDENTIALS,             NEVER
                    401, user_not_found, CREDENTIALS,             NEVER
                    402, payment_required,           QUOTA,           NEVER
                    402, insufficient_credit,        QUOTA,           NEVER
                    403, account_blocked,            QUOTA,           NEVER
                    404, not_found,                  NOT_FOUND,       NEVER
                    429, concurrency_limit_exceeded, RATE_LIMIT,      YES
                    429, upstream_rate_limit,        RATE_LIMIT,      YES
                    429, ,                           RATE_LIMIT,      YES
                    429, something_new,              RATE_LIMIT,      YES
                    429, daily_limit_exceeded,       QUOTA,           NEXT_DAY
                    429, monthly_limit_exceeded,     QUOTA,           NEVER
                    429, rate_limit_exceeded,        QUOTA,           NEVER
                    500, auth_error,                 UPSTREAM, NEVER
                    500, billing_error,              UPSTREAM, NEVER
                    500, something_new,              UPSTREAM,        YES
                    502, upstream_error,             UPSTREAM,        YES
                    502, upstream_connection_error,  UPSTREAM,        YES
                    503, service_error,              UPSTREAM,        YES
                    503, upstream_auth_error,        UPSTREAM,        YES
                    503, endpoint_suspended,         UPSTREAM, NEVER
                    504, upstream_timeout,           UPSTREAM,        YES
                    """)
    void apiDirectErrorIsClassified(int status, String code, ErrorKind errorKind, RetryAdvice retry) {
        String withCode = code == null ? "" : ", \"code\": \"" + code + "\"";
        String body = "{\"error\": \"In words\"" + withCode + ", \"limit\": 3, \"current\": 4}";
        ProviderFailure expected =
                new ProviderFailure(errorKind, retry, "answered: In words", status, code, null, null);

        assertThat(Lookup.APIDIRECT_VIDEO.failure(Responses.of(status, body))).isEqualTo(expected);
        assertThat(Lookup.APIDIRECT_USER.failure(Responses.of(status, body))).isEqualTo(expected);
    }

    /** An undocumented status is classified by its meaning in HTTP. */
    @ParameterizedTest
    @CsvSource({
        "402, QUOTA, NEVER",
        "410, NOT_FOUND, NEVER",
        "414, INVALID_REQUEST, NEVER",
        "422, INVALID_REQUEST, NEVER",
        "418, UPSTREAM, NEVER",
        "204, UPSTREAM, NEVER",
        "507, UPSTREAM, YES",
        "599, UPSTREAM, YES"
    })
    void undocumentedErrorIsClassifiedByStatus(int status, ErrorKind errorKind, RetryAdvice retry) {
        for (Lookup lookup : Lookup.values()) {
            ProviderFailure failure = lookup.failure(Responses.of(status, "{\"error\": \"NEW\"}"));

            assertThat(failure.errorKind()).as("%s", lookup).isEqualTo(errorKind);
            assertThat(failure.retry()).as("%s", lookup).isEqualTo(retry);
            assertThat(failure.message()).isEqualTo("answered: NEW");
            assertThat(failure.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void retryAfterIsPartOfFailure(Lookup lookup) {
        for (int status : new int[] {429, 503}) {
            ProviderResponse inSeconds = Responses.of(status, "{\"error\": \"Slow down\"}", "Retry-After", "17");
            ProviderResponse asDate =
                    Responses.of(status, "{\"error\": \"Slow down\"}", "Retry-After", "Sun, 22 Nov 2026 10:15:47 GMT");
            ProviderResponse ofProxy = Responses.of(status, "<html>Slow down</html>", "Retry-After", "17");

            assertThat(lookup.failure(inSeconds).retryAfter()).isEqualTo(Duration.ofSeconds(17));
            assertThat(lookup.failure(asDate).retryAfter()).isEqualTo(Duration.ofSeconds(17));
            assertThat(lookup.failure(ofProxy).retryAfter()).isEqualTo(Duration.ofSeconds(17));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void redirectIsFailure(int status) {
        for (Lookup lookup : Lookup.values()) {
            ProviderFailure failure = lookup.failure(Responses.of(status, "", "Location", "https://evil.example/"));

            assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
            assertThat(failure.retry()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure.message())
                    .contains("redirect")
                    .contains("not followed")
                    .doesNotContain("evil");
            assertThat(failure.status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorMessageIsLogSafe(Lookup lookup) {
        String text = "a\\r\\nFORGED \\u001b[31m\\u202e\\u2028b" + "x".repeat(10_000);
        ProviderFailure failure = lookup.failure(Responses.of(400, "{\"error\": \"" + text + "\"}"));

        assertThat(failure.message())
                .startsWith("answered: a FORGED [31m bx")
                .endsWith("...")
                .hasSizeLessThan(150)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028]");
    }

    @Test
    void codeAndRequestIdAreLogSafe() {
        String text = "a\\u0007" + "x".repeat(10_000);
        ProviderFailure failure = Lookup.PEEKALINK_VIDEO.failure(Responses.of(
                400, "{\"error\": \"" + text + "\", \"message\": \"m\", \"requestId\": \"" + text + "\"}"));

        assertThat(failure.code()).startsWith("a xxx").hasSizeLessThan(130);
        assertThat(failure.requestId()).startsWith("a xxx").hasSizeLessThan(130);
    }
}
