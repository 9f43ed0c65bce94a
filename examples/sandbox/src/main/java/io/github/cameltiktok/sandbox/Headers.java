package io.github.cameltiktok.sandbox;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Copies headers into maps with case-insensitive names and masks those with an API key. */
final class Headers {

    static final String MASK = "***";

    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "x-api-key", "cookie");

    private Headers() {}

    static Map<String, String> copyOf(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        return Collections.unmodifiableMap(copy);
    }

    static Map<String, String> masked(Map<String, String> headers) {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> copy.put(name, SECRET.contains(name.toLowerCase(Locale.ROOT)) ? MASK : value));
        return copy;
    }
}
