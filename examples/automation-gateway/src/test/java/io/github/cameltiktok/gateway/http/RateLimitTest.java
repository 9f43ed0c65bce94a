package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.access.CallerSettings;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateLimitTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void requestsBeyondTheRateAreRefusedUntilTheNextWindow() {
        try (GatewayFixture gateway = GatewayFixture.in(folder).clock(clock).start()) {
            String key = gateway.createKey(caller(2, 20)).text();

            assertHeaders(me(gateway, key), 200, "\"key\";r=1;t=60");
            clock.advance(Duration.ofMillis(12_500));
            assertHeaders(me(gateway, key), 200, "\"key\";r=0;t=48");
            HttpResponse<String> refused = me(gateway, key);
            assertHeaders(refused, 429, "\"key\";r=0;t=48");
            assertThat(refused.headers().firstValue("Retry-After")).contains("48");
            JsonNode problem = GatewayFixture.json(refused);
            assertThat(problem.path("code").textValue()).isEqualTo("key-rate-limited");
            assertThat(problem.path("retryable").booleanValue()).isTrue();
            assertThat(problem.path("violated-policies").path(0).textValue()).isEqualTo("key");

            clock.advance(Duration.ofSeconds(48));
            assertHeaders(me(gateway, key), 200, "\"key\";r=1;t=60");
        }
    }

    @Test
    void rateIsDividedByInstances() {
        try (GatewayFixture gateway = GatewayFixture.in(folder)
                .clock(clock)
                .with("gateway.instances", "2")
                .start()) {
            String key = gateway.createKey(caller(120, 20)).text();

            assertHeaders(me(gateway, key), 200, "\"key\";r=59;t=60", "\"key\";q=60;w=60");
        }
    }

    @Test
    void openStreamsCountUntilTheyEnd() throws IOException {
        try (GatewayFixture gateway = GatewayFixture.start(folder)) {
            String key = gateway.createKey(caller(1000, 2)).text();
            try (Socket first = stream(gateway, key);
                    Socket second = stream(gateway, key)) {
                HttpResponse<String> refused = me(gateway, key);
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
                assertThat(refused.headers().firstValue("RateLimit")).isEmpty();
                assertThat(GatewayFixture.json(refused)
                                .path("violated-policies")
                                .path(0)
                                .textValue())
                        .isEqualTo("in-flight");
                assertThat(first.isConnected() && second.isConnected()).isTrue();
            }

            await().atMost(GatewayFixture.PATIENCE).until(() -> me(gateway, key).statusCode() == 200);
        }
    }

    @Test
    void longPollCountsUntilItsClientLeaves() throws IOException {
        // The clock stands still, so that no wait ends by itself.
        try (GatewayFixture gateway = GatewayFixture.in(folder).clock(clock).start()) {
            String key = gateway.createKey(caller(100_000, 1)).text();
            try (Socket client = new Socket("127.0.0.1", gateway.server().url().getPort())) {
                String request = "GET /v1/events?wait=25 HTTP/1.1\r\nHost: gateway\r\nX-API-Key: " + key + "\r\n\r\n";
                client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                await().atMost(GatewayFixture.PATIENCE)
                        .until(() -> me(gateway, key).statusCode() == 429);
            }

            await().atMost(GatewayFixture.PATIENCE).until(() -> me(gateway, key).statusCode() == 200);
        }
    }

    /** Opens a stream of events, and returns when its headers have come. */
    private static Socket stream(GatewayFixture gateway, String key) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.server().url().getPort());
        socket.setSoTimeout((int) GatewayFixture.PATIENCE.toMillis());
        String request = "GET /v1/events HTTP/1.1\r\nHost: gateway\r\nAccept: text/event-stream\r\nX-API-Key: " + key
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(status).isEqualTo("HTTP/1.1 200");
        return socket;
    }

    private static HttpResponse<String> me(GatewayFixture gateway, String key) {
        return gateway.send(gateway.anonymous("/v1/me").header("X-API-Key", key));
    }

    private static void assertHeaders(HttpResponse<String> response, int status, String rateLimit) {
        assertHeaders(response, status, rateLimit, "\"key\";q=2;w=60");
    }

    private static void assertHeaders(HttpResponse<String> response, int status, String rateLimit, String policy) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("RateLimit")).contains(rateLimit);
        assertThat(response.headers().firstValue("RateLimit-Policy")).contains(policy);
    }

    private static CallerSettings caller(int requestsPerMinute, int inFlight) {
        CallerSettings all = CallerSettings.defaults("limited");
        return new CallerSettings(
                all.name(),
                all.scopes(),
                requestsPerMinute,
                inFlight,
                all.callsPerDay(),
                all.maxWatches(),
                all.minCadence(),
                all.callbackHosts(),
                all.requestSource());
    }
}
