package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.http.HttpCall;
import io.github.cameltiktok.internal.lookup.http.HttpTransport;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.SecretHeader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link HttpCall#isSent()} for answered, failed and aborted calls. */
final class HttpCallTest {

    /** Longer than any wait of a test. */
    private static final Duration FOREVER = Duration.ofMinutes(1);

    private final List<HttpTransport> transports = new ArrayList<>();

    @AfterEach
    void close() {
        transports.forEach(HttpTransport::close);
    }

    @Test
    void refusedConnectionSendsNothing() throws Exception {
        URI unusedAddress;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            unusedAddress = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        HttpCall call = send(direct(FOREVER), unusedAddress, "1");

        assertFails(call);
        assertThat(call.isSent()).isFalse();
    }

    @Test
    void connectTimeoutSendsNothing() throws Exception {
        try (FullBacklog full = new FullBacklog()) {
            HttpCall call = send(direct(Duration.ofMillis(300)), full.uri(), "1");

            assertFails(call);
            assertThat(call.isSent()).isFalse();
        }
    }

    @Test
    void abortWhileConnectingSendsNothing() throws Exception {
        try (FullBacklog full = new FullBacklog()) {
            HttpCall call = send(direct(FOREVER), full.uri(), "1");

            call.response().cancel(true);

            assertThat(call.isSent()).isFalse();
        }
    }

    @Test
    void abortDuringTheTlsHandshakeSendsNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            HttpCall call =
                    send(direct(Duration.ofMillis(500)), URI.create("https://127.0.0.1:" + silent.getLocalPort()), "1");
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read())
                        .as("the first byte of the handshake")
                        .isNotNegative();

                call.response().cancel(true);

                assertThat(call.isSent()).isFalse();
                assertThat(accepted.getInputStream().readAllBytes())
                        .as("the rest of the handshake, up to the end of the connection after connectTimeout")
                        .isNotEmpty();
            }
        }
    }

    @Test
    void proxyThatRefusesTheTunnelSendsNothingToTheProvider() throws Exception {
        try (RawHttpServer proxy = RawHttpServer.start((request, connection) ->
                connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))) {
            HttpCall call = send(transport(FOREVER, proxy.port()), URI.create("https://provider.invalid"), "1");

            assertThat(call.response().get(20, TimeUnit.SECONDS).status()).isEqualTo(407);
            assertThat(call.isSent()).isFalse();
        }
    }

    @Test
    void closedTransportSendsNothing() {
        try (RawHttpServer server = RawHttpServer.responding(200, "{}")) {
            HttpTransport closed = direct(FOREVER);
            closed.close();
            // The engine opens the client in the background, perhaps after the close.
            closed.open();

            HttpCall call = send(closed, server.uri(), "1");

            assertThat(call.response())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("was cancelled because the component is stopping");
            assertThat(call.isSent()).isFalse();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void answeredRequestWasSent() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, "{}")) {
            HttpCall call = send(direct(FOREVER), server.uri(), "1");

            assertThat(call.response().get(20, TimeUnit.SECONDS).status()).isEqualTo(200);
            assertThat(call.isSent()).isTrue();
        }
    }

    @Test
    void abortedRequestRemainsSent() {
        try (RawHttpServer silent = RawHttpServer.silent()) {
            HttpCall call = send(direct(FOREVER), silent.uri(), "1");
            Awaitility.await().until(() -> silent.requests().size() == 1);
            assertThat(call.isSent()).isTrue();

            call.response().cancel(true);

            assertThat(call.isSent()).isTrue();
            Awaitility.await().until(() -> silent.openConnections() == 0);
        }
    }

    /** The HTTP client does not cancel a response with an error status itself. */
    @Test
    void abortEndsAnErrorResponse() {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.1 503 Status\r\nContent-Length: 1000000\r\n\r\n{");
            connection.awaitHangUp();
        })) {
            HttpCall call = send(direct(FOREVER), server.uri(), "1");
            Awaitility.await().until(() -> server.requests().size() == 1);

            call.response().cancel(true);

            assertThat(call.isSent()).isTrue();
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }

    /** Aborts before, during and after the connection is established. */
    @Test
    void unsentRequestNeverReachesTheProvider() throws Exception {
        try (RawHttpServer server = RawHttpServer.responding(200, "{}")) {
            HttpTransport transport = direct(FOREVER);
            Map<String, HttpCall> calls = new TreeMap<>();
            for (int i = 0; i < 500; i++) {
                String number = Integer.toString(i);
                HttpCall call = send(transport, server.uri(), number);
                calls.put(number, call);
                if (i % 2 == 0) {
                    CompletableFuture.runAsync(() -> call.response().cancel(true));
                } else {
                    call.response().cancel(true);
                }
            }
            Awaitility.await().until(() -> calls.values().stream()
                    .allMatch(call -> call.response().isDone()));
            List<String> unsent = calls.entrySet().stream()
                    .filter(call -> !call.getValue().isSent())
                    .map(call -> "GET /?q=" + call.getKey() + " HTTP/1.1")
                    .toList();

            transport.close();

            Awaitility.await().until(() -> server.openConnections() == 0);
            assertThat(unsent).isNotEmpty();
            assertThat(server.requests().stream().map(RawHttpServer.Request::line))
                    .doesNotContainAnyElementsOf(unsent);
        }
    }

    private HttpTransport direct(Duration connectTimeout) {
        return transport(connectTimeout, null);
    }

    private HttpTransport transport(Duration connectTimeout, @Nullable Integer proxyPort) {
        HttpTransport transport = new HttpTransport(
                new HttpTransport.Settings(
                        connectTimeout,
                        null,
                        proxyPort == null ? null : "127.0.0.1",
                        proxyPort == null ? 0 : proxyPort),
                Clock.systemUTC());
        transports.add(transport);
        return transport;
    }

    private static HttpCall send(HttpTransport transport, URI uri, String number) {
        return transport.send(
                ProviderRequest.get("/", "q", number),
                uri.resolve("/?q=" + number),
                SecretHeader.bearer("key"),
                FOREVER,
                1_000_000,
                false);
    }

    private static void assertFails(HttpCall call) {
        Awaitility.await().until(call.response()::isDone);
        assertThat(call.response()).isCompletedExceptionally();
    }
}
