package io.github.cameltiktok.gateway.http;

import java.util.Map;

/** Headers of every answer; an operation may replace them. */
final class SecurityHeaders {

    static final Map<String, String> DEFAULTS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff");

    private SecurityHeaders() {}
}
