package io.github.cameltiktok.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A call to a provider, without its API key.
 *
 * @param method HTTP method
 * @param path appended to the provider's address: starts with {@code /}, is encoded, holds the query if there is one
 * @param jsonBody body as JSON text; {@code null} for a call without one
 */
public record ProviderRequest(
        String method, String path, @Nullable String jsonBody) {

    /** Returns a GET of a path with one query parameter, whose value is encoded here. */
    public static ProviderRequest get(String path, String parameter, String value) {
        return new ProviderRequest(
                "GET", path + '?' + parameter + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8), null);
    }

    /** Returns a POST of JSON. */
    public static ProviderRequest post(String path, String jsonBody) {
        return new ProviderRequest("POST", path, jsonBody);
    }
}
