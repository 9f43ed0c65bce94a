package io.github.cameltiktok.internal.lookup.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cameltiktok.provider.ProviderResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyTest {

    private static final String SECRET = "sk+live/47 11==";

    @Test
    void toStringIsMasked() {
        assertThat(new ApiKey(SECRET)).hasToString("xxxxxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " ab", "ab ", "a\r\nHost: evil", "k\u00e9y", "tab\tbed", "nul\0"})
    void valueInvalidInAHeaderIsRejectedAndNotShown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ApiKey(text))
                .withMessage(
                        "apiKey must be printable ASCII characters without a blank at either end, but it holds others or is empty");
    }

    @Test
    void keyIsMaskedInEachEncoding() {
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String base64 = Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));

        String inPath = encoded.replace("+", "%20");

        assertThat(new ApiKey(SECRET).maskIn("a " + SECRET + " b " + encoded + " c " + base64 + " d " + inPath))
                .doesNotContain(SECRET, encoded, inPath, base64.replace("=", ""))
                .startsWith("a xxxxxx b xxxxxx c xxxxxx")
                .endsWith(" d xxxxxx");
    }

    @Test
    void keyIsMaskedInBodyAndHeaders() {
        ProviderResponse response = answer("X-Key", SECRET, "caf\u00e9 " + SECRET);

        ProviderResponse masked = new ApiKey(SECRET).maskIn(response);

        assertThat(masked.headers()).containsEntry("x-key", "xxxxxx");
        assertThat(masked.body()).isEqualTo("caf\u00e9 xxxxxx".getBytes(StandardCharsets.UTF_8));
        assertThat(masked.status()).isEqualTo(200);
        assertThat(masked.receivedAt()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void keyIsMaskedInAHeaderAlone() {
        ProviderResponse masked = new ApiKey(SECRET).maskIn(answer("X-Key", SECRET, "{}"));

        assertThat(masked.headers()).containsEntry("x-key", "xxxxxx");
    }

    @Test
    void keyIsMaskedInTheBodyAlone() {
        ProviderResponse masked = new ApiKey(SECRET).maskIn(answer("X-Key", "none", SECRET));

        assertThat(masked.body()).isEqualTo("xxxxxx".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void responseWithoutTheKeyIsTheSameInstance() {
        ProviderResponse response = answer("X-Key", "none", "{}");

        assertThat(new ApiKey(SECRET).maskIn(response)).isSameAs(response);
    }

    private static ProviderResponse answer(String header, String value, String body) {
        return new ProviderResponse(200, Map.of(header, value), body.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
