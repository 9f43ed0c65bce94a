package io.github.cameltiktok.sandbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the server, or to one provider without the sandbox's prefix.
 *
 * @param method in upper case
 * @param target path and query as sent
 * @param headers with case-insensitive names
 * @param body empty if absent
 */
record HttpCall(String method, String target, Map<String, String> headers, String body) {

    private static final String BEARER = "bearer ";

    HttpCall {
        headers = Headers.copyOf(headers);
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Returns a query parameter, or null if it is absent or blank; the providers treat both alike. */
    @Nullable
    String parameter(String name) {
        String value = parameters().get(name);
        return value == null || value.isBlank() ? null : value;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    @Nullable
    String bearerToken() {
        String authorization = headers.get("Authorization");
        if (authorization == null || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String token = authorization.substring(BEARER.length()).strip();
        return token.isEmpty() ? null : token;
    }

    boolean hasJsonContentType() {
        String contentType = headers.get("Content-Type");
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("application/json");
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        int query = target.indexOf('?');
        if (query >= 0) {
            for (String pair : target.substring(query + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Most servers accept a lone percent sign literally.
            return text;
        }
    }
}
