package io.github.cameltiktok.internal.lookup.http;

import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How connections are made. Endpoints with equal settings share one HTTP client.
 *
 * @param connectTimeout for connecting and for the TLS handshake, each
 * @param sslContext for {@code https}; {@code null} for the JVM's own trust
 * @param proxyHost HTTP proxy to go through; {@code null} for none
 * @param proxyPort of that proxy
 */
public record TransportSettings(
        Duration connectTimeout,
        @Nullable SSLContext sslContext,
        @Nullable String proxyHost,
        int proxyPort) {}
