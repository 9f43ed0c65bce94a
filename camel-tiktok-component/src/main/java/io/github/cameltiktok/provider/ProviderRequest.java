package io.github.cameltiktok.provider;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
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

    /** Returns a POST whose JSON body is an object with one text. The value is escaped here. */
    public static ProviderRequest postJson(String path, String name, String value) {
        return post(path, '{' + field(name, value) + '}');
    }

    /** Returns a POST whose JSON body is an object with two texts. The values are escaped here. */
    public static ProviderRequest postJson(String path, String name1, String value1, String name2, String value2) {
        return post(path, '{' + field(name1, value1) + ',' + field(name2, value2) + '}');
    }

    /** Without a mapper, whose first use takes 20 ms in a new JVM. */
    private static String field(String name, String value) {
        JsonStringEncoder encoder = JsonStringEncoder.getInstance();
        return '"' + name + "\":\"" + String.valueOf(encoder.quoteAsString(value)) + '"';
    }
}
