package io.github.cameltiktok.internal.lookup.http;

import io.github.cameltiktok.provider.ProviderResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * An API key, masked in {@code toString}.
 *
 * @param value printable ASCII without leading or trailing blanks, which HTTP headers drop
 */
public record ApiKey(String value) {

    private static final String MASK = "xxxxxx";

    /** @throws IllegalArgumentException if the value is empty or invalid in a header; without the value in its message */
    public ApiKey {
        if (!value.matches("[\\x20-\\x7E]+") || value.startsWith(" ") || value.endsWith(" ")) {
            throw new IllegalArgumentException(
                    "apiKey must be printable ASCII characters without a blank at either end, but it holds others or is"
                            + " empty");
        }
    }

    /** Returns the text with the key masked, also where it is URL-encoded or in Base64. */
    public String maskIn(String text) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        String encoded = URLEncoder.encode(value, StandardCharsets.US_ASCII);
        return text.replace(value, MASK)
                .replace(encoded, MASK)
                .replace(encoded.replace("+", "%20"), MASK)
                .replace(Base64.getEncoder().withoutPadding().encodeToString(bytes), MASK);
    }

    /** Returns the response with the key masked in body and headers; the same instance if it does not contain the key. */
    public ProviderResponse maskIn(ProviderResponse response) {
        // Latin-1 preserves every byte of any body.
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
