package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.provider.ProviderResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * A secret that no message, log line or dump shows by accident.
 *
 * @param value printable ASCII, as it may stand in a header, which drops blanks at either end
 */
public record ApiKey(String value) {

    private static final String MASK = "xxxxxx";

    /** @throws IllegalArgumentException if the value is empty or cannot stand in a header; the value is not shown */
    public ApiKey {
        if (!value.matches("[\\x20-\\x7E]+") || value.startsWith(" ") || value.endsWith(" ")) {
            throw new IllegalArgumentException(
                    "apiKey must be printable ASCII characters without a blank at either end, but it holds others or is"
                            + " empty");
        }
    }

    /** Returns the text with the secret masked, for text from outside that may repeat it, encoded or not. */
    public String maskIn(String text) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        String encoded = URLEncoder.encode(value, StandardCharsets.US_ASCII);
        return text.replace(value, MASK)
                .replace(encoded, MASK)
                .replace(encoded.replace("+", "%20"), MASK)
                .replace(Base64.getEncoder().withoutPadding().encodeToString(bytes), MASK);
    }

    /** Returns the answer with the secret masked in its body and headers; the same one if it does not hold it. */
    public ProviderResponse maskIn(ProviderResponse response) {
        // Latin-1 gives every byte back as it was, whatever the body really is.
        String body = new String(response.body(), StandardCharsets.ISO_8859_1);
        Map<String, String> headers = new TreeMap<>(response.headers());
        headers.replaceAll((name, header) -> maskIn(header));
        String masked = maskIn(body);
        if (masked.equals(body) && headers.equals(response.headers())) {
            return response;
        }
        return new ProviderResponse(
                response.status(), headers, masked.getBytes(StandardCharsets.ISO_8859_1), response.receivedAt());
    }

    @Override
    public String toString() {
        return MASK;
    }
}
