package io.github.cameltiktok.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class BrokenAnswersTest {

    private static final String BROKEN = """
            <!DOCTYPE html><html><body>502 Bad Gateway</body></html> | YES   | answered with HTML instead of JSON, as a proxy does: <!DOCTYPE html><html><body>502 Bad Gateway</body></html>
            `\n  <html>`                                             | YES   | answered with HTML instead of JSON, as a proxy does: <html>
            ``                                                       | YES   | answered with an empty body
            ` `                                                      | YES   | answered with an empty body
            {                                                        | YES   | answered with JSON that is cut off after 1 characters
            {"video": {"id": "7                                      | YES   | answered with JSON that is cut off after 19 characters
            Service Unavailable                                      | YES   | answered with text that is not JSON: Service Unavailable
            {"ok": true} and more                                    | YES   | answered with text that is not JSON: {"ok": true} and more
            {ok: true}                                               | YES   | answered with text that is not JSON: {ok: true}
            [{"id": "1"}]                                            | NEVER | answered with JSON that is not an object: [{"id": "1"}]
            []                                                       | NEVER | answered with JSON that is not an object: []
            "text"                                                   | NEVER | answered with JSON that is not an object: "text"
            42                                                       | NEVER | answered with JSON that is not an object: 42
            null                                                     | NEVER | answered with JSON that is not an object: null
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = BROKEN)
    void bodyThatIsNotJsonObjectIsReadableUpstreamFailure(String body, RetryAdvice retry, String message) {
        for (Lookup lookup : Lookup.values()) {
            for (int status : new int[] {200, 400, 401, 403, 404, 429, 500, 502, 503}) {
                assertThat(lookup.failure(Responses.of(status, body)))
                        .as("%s %s", lookup, status)
                        .isEqualTo(new ProviderFailure(ErrorKind.UPSTREAM, retry, message, status, null, null, null));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ISO-8859-1", "UTF-16", "UTF-16LE", "windows-1252"})
    void bodyThatIsNotUtf8IsUpstreamFailure(String charset) {
        byte[] body = "{\"video\": {\"title\": \"déjà vu – ça\"}, \"error\": \"é\"}".getBytes(Charset.forName(charset));

        for (Lookup lookup : Lookup.values()) {
            ProviderFailure failure = lookup.failure(Responses.of(200, body));

            assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
            assertThat(failure.message()).isEqualTo("answered with a body that is not UTF-8 text");
        }
    }

    @Test
    void asciiInUtf16IsUpstreamFailure() {
        ProviderFailure failure = Lookup.APIDIRECT_VIDEO.failure(
                Responses.of(200, "{\"video\": {}}".getBytes(StandardCharsets.UTF_16LE)));

        assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
        assertThat(failure.message()).startsWith("answered with text that is not JSON: {");
    }

    @ParameterizedTest
    @EnumSource
    void bodyCutInsideCharacterIsRetryable(Lookup lookup) {
        byte[] whole = "{\"title\": \"🌈".getBytes(StandardCharsets.UTF_8);
        ProviderFailure failure = lookup.failure(Responses.of(200, Arrays.copyOf(whole, whole.length - 1)));

        assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
        assertThat(failure.retry()).isEqualTo(RetryAdvice.YES);
        assertThat(failure.message()).isEqualTo("answered with text that is cut off in the middle of a character");
    }

    @ParameterizedTest
    @EnumSource
    void bodyBeyondLimitsIsUpstreamFailure(Lookup lookup) {
        for (String body : new String[] {
            "[".repeat(10_000),
            "{\"video\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
            "{\"a\":".repeat(10_000),
            "{\"a\": " + "9".repeat(1_001) + "}"
        }) {
            ProviderFailure failure = lookup.failure(Responses.ok(body));

            assertThat(failure.errorKind()).isEqualTo(ErrorKind.UPSTREAM);
            assertThat(failure.retry()).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure.message()).isEqualTo("answered with JSON nested too deeply or holding too long a value");
        }
    }

    @ParameterizedTest
    @EnumSource
    void failureDoesNotExposeParser(Lookup lookup) {
        String secret = "do-not-quote-me-" + "x".repeat(5_000);
        for (String body :
                new String[] {"{\"a\": nope" + secret, "<html>" + "x".repeat(200) + secret, "{\"a\": \"" + secret}) {
            ProviderException e = catchThrowableOfType(ProviderException.class, () -> lookup.read(Responses.ok(body)));
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));

            assertThat(e).hasMessageNotContaining("com.fasterxml").hasMessageNotContaining("line:");
            assertThat(e.getMessage()).hasSizeLessThan(200);
            assertThat(trace.toString())
                    .doesNotContain("x".repeat(150))
                    .doesNotContain("com.fasterxml")
                    .doesNotContain("[Source:");
        }
    }

    @ParameterizedTest
    @EnumSource
    void foreignErrorBodyIsUpstreamFailure(Lookup lookup) {
        for (int status : new int[] {400, 401, 403, 404, 429, 500, 502, 503, 504}) {
            for (String body : new String[] {
                "{}",
                "{\"fault\": {\"faultstring\": \"x\"}}",
                "{\"error\": null}",
                "{\"error\": [1]}",
                "{\"error\": true}",
                "{\"error\": \"\"}",
                "{\"error\": {}}",
                "{\"error\": {\"code\": []}}"
            }) {
                assertThat(lookup.failure(Responses.of(status, body)))
                        .as("%s %s %s", lookup, status, body)
                        .isEqualTo(new ProviderFailure(
                                ErrorKind.UPSTREAM,
                                status >= 500 ? RetryAdvice.YES : RetryAdvice.NEVER,
                                "answered with JSON that is not the provider's",
                                status,
                                null,
                                null,
                                null));
            }
        }
    }

    /** Status 200 does not imply a record. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}
                    {"error": "Something went wrong"}
                    {"hello": "world"}
                    {"video": null, "user": null}
                    {"video": {}, "user": {}}
                    {"video": [], "user": []}
                    {"video": "text", "user": "text"}
                    {"video": 5, "user": 5}
                    {"video": true, "user": false}
                    {"video": [{"video_id": "7516594811734854943"}], "user": [{"username": "tiktok"}]}
                    {"video": {"foo": 1}, "user": {"foo": 1}}
                    {"video": {"title": "", "author": " "}, "user": {"username": "", "uniqueId": "", "id": ""}}
                    {"video": {"title": {}, "author": []}, "user": {"username": {}, "uniqueId": [], "id": true}}
                    {"video": {"play_count": -1}, "user": {"followers": -1}, "stats": {"followerCount": -1}}
                    {"id": 679, "url": "https://example.com/", "title": "Some page", "image": {"url": "https://example.com/i"}}
                    {"id": 679, "ok": true, "type": "PAGE", "status": 200}
                    {"id": "", "desc": "", "author": {}, "stats": {}, "music": {}, "challenges": [], "textExtra": []}
                    {"data": {"video": {"id": "7516594811734854943"}}, "userInfo": {"user": {"id": "1"}}}
                    """)
    void emptyOrForeignObjectIsNoRecord(String body) {
        for (Lookup lookup : Lookup.values()) {
            ProviderFailure failure = lookup.failure(Responses.ok(body));

            assertThat(failure.errorKind()).as("%s", lookup).isEqualTo(ErrorKind.UPSTREAM);
            assertThat(failure.retry()).as("%s", lookup).isEqualTo(RetryAdvice.NEVER);
            assertThat(failure.message()).as("%s", lookup).startsWith("answered without a record: ");
            assertThat(failure.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "APIDIRECT_VIDEO,  answered without a record: 'video' is missing or holds no documented field",
        "APIDIRECT_USER,   answered without a record: 'user' is missing or holds no documented field",
        "DUMPLINGAI_VIDEO, answered without a record: no documented field is in it",
        "DUMPLINGAI_USER,  answered without a record: 'user' is missing or holds no documented field",
        "PEEKALINK_VIDEO,  answered without a record: 'ok' is not true",
        "PEEKALINK_USER,   answered without a record: 'ok' is not true"
    })
    void failureNamesMissingObject(Lookup lookup, String message) {
        assertThat(lookup.failure(Responses.ok("{}")).message()).isEqualTo(message);
    }
}
