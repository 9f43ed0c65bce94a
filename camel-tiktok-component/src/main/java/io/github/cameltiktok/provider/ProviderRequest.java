package io.github.cameltiktok.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Call to a provider, without the API key.
 *
 * @param method HTTP method
 * @param path path below the base URL, with the query: starts with {@code /} and is URL-encoded
 * @param jsonBody body as JSON text; {@code null} for none
 */
public record ProviderRequest(
        String method, String path, @Nullable String jsonBody) {

    /** Returns a GET with one query parameter. The value is URL-encoded here. */
    public static ProviderRequest get(String path, String parameter, String value) {
        return new ProviderRequest(
                "GET", path + '?' + parameter + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8), null);
    }

    /** Returns a POST with a JSON body. */
    public static ProviderRequest post(String path, String jsonBody) {
        return new ProviderRequest("POST", path, jsonBody);
    }
}
