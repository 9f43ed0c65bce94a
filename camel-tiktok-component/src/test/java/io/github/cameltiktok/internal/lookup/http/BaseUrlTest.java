package io.github.cameltiktok.internal.lookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BaseUrlTest {

    private static final String SECRET = "s3cret";

    @ParameterizedTest
    @CsvSource({
        "https://example.com, https://example.com/v1?a=b",
        "https://example.com/, https://example.com/v1?a=b",
        "HTTPS://example.com:8443/gateway//, HTTPS://example.com:8443/gateway/v1?a=b",
        "http://localhost:8080, http://localhost:8080/v1?a=b",
        "http://127.0.0.1, http://127.0.0.1/v1?a=b",
        "http://127.8.7.6, http://127.8.7.6/v1?a=b",
        "http://[::1]:80, http://[::1]:80/v1?a=b",
    })
    void pathIsAppended(String text, String address) {
        assertThat(BaseUrl.parse(text, false).resolve("/v1?a=b")).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "http://localhost.example.com",
                "http://127.0.0.1.example.com",
                "http://0.0.0.0",
                "http://[::2]",
            })
    void plainHttpToOtherHostsNeedsAllowInsecure(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.parse(text, false))
                .withMessageContaining("must use https")
                .withMessageEndingWith("but was: " + text);
        assertThat(BaseUrl.parse(text, true)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3cret@example.com",
                "https://user:s3cret@example.com",
                "https://user:s3cret@host_name",
                "https://s3cret@",
                "https:s3cret@example.com",
                "https://example.com?apiKey=s3cret",
                "https://example.com/#s3cret",
                "s3cret@example.com",
                "https://user:s3cret@[example",
                "ftp://user:s3cret@example.com",
            })
    void secretIsRejectedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.parse(text, true))
                .withMessageStartingWith("baseUrl must ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET))
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "example.com", "//example.com", "ftp://example.com", "https://", "https:///path", "a b"})
    void malformedUrlIsRejected(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.parse(text, true))
                .withMessageStartingWith("baseUrl must be an http or https address");
    }

    @Test
    void queryIsRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BaseUrl.parse("https://example.com/a?b=c", true))
                .withMessage("baseUrl must end with the path, without '?' and '#', but was: https://example.com/a...");
    }
}
