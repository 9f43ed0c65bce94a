package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.event.Event;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class HostileReceiverTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int BACKLOG = 100;
    private static final int TOO_MUCH = 100 * 1024 * 1024;

    /** Ends attempts of receivers that never end them. */
    private static final DeliverySettings IMPATIENT = new DeliverySettings(
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            1_000_000_000,
            4,
            64,
            16,
            Duration.ofDays(5));

    @TempDir
    private Path folder;

    static Stream<Arguments> answers() {
        return Stream.of(
                row("500", 500, "pending", "broken", answering("HTTP/1.1 500 Error\r\n", "broken")),
                row("404", 404, "pending", "unknown hook", answering("HTTP/1.1 404 Not Found\r\n", "unknown hook")),
                row("reset", null, "pending", "Connection closed without an answer", SocketReceiver.Connection::reset),
                row("close", null, "pending", "Connection closed without an answer", connection -> {}),
                row(
                        "half a status line",
                        null,
                        "pending",
                        "Connection closed without an answer",
                        connection -> connection.write("HTTP/1.1 200")),
                row(
                        "status line only",
                        null,
                        "pending",
                        "Connection closed without an answer",
                        connection -> connection.write(OK)),
                row(
                        "half a head",
                        null,
                        "pending",
                        "Connection closed without an answer",
                        connection -> connection.write(OK + "Content-Length: 0\r\n")),
                row("not HTTP", null, "pending", "No valid answer: ", connection -> {
                    connection.write("SSH-2.0-OpenSSH_9.6\r\n\r\n".repeat(500));
                    connection.hang();
                }),
                row("endless head", null, "pending", "Head of the answer too large", connection -> {
                    connection.write(OK);
                    for (int i = 0; i < TOO_MUCH; i++) {
                        connection.write("X-Header-" + i + ": x\r\n");
                    }
                }),
                row("long line", null, "pending", "Head of the answer too large", connection -> {
                    connection.write(OK + "X-Header: ");
                    for (int i = 0; i < TOO_MUCH; i++) {
                        connection.write("x".repeat(1024));
                    }
                }),
                row(
                        "control characters",
                        400,
                        "pending",
                        "a [31mb c",
                        answering("HTTP/1.1 400 Bad\r\n", "a\u001b[31mb\0c")),
                row(
                        "body shorter than said",
                        200,
                        "delivered",
                        "ab",
                        connection -> connection.write(OK + "Content-Length: 10\r\n\r\nab")));
    }

    private static Arguments row(
            String name, @Nullable Integer status, String state, String excerpt, SocketReceiver.Script script) {
        return Arguments.of(name, status, state, excerpt, script);
    }

    private static SocketReceiver.Script answering(String head, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return connection -> connection.write(head + "Content-Length: " + length + "\r\n\r\n" + body);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answerIsRecorded(
            String name, @Nullable Integer status, String state, String excerpt, SocketReceiver.Script script) {
        try (SocketReceiver receiver = SocketReceiver.of(script);
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            JsonNode delivery = deliver(gateway, receiver.url("/hook"));
            assertThat(delivery.path("state").asText()).isEqualTo(state);
            assertThat(delivery.at("/history/0/excerpt").asText()).startsWith(excerpt);
            assertThat(
                            delivery.path("lastStatus").isMissingNode()
                                    ? null
                                    : delivery.path("lastStatus").asInt())
                    .isEqualTo(status);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void hugeAnswerIsReadToOneKibibyte() {
        try (SocketReceiver receiver = SocketReceiver.of(connection -> {
                    connection.write(OK + "Content-Length: " + TOO_MUCH + "\r\n\r\n");
                    for (int i = 0; i < TOO_MUCH / 1024; i++) {
                        connection.write("x".repeat(1024));
                    }
                });
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            JsonNode delivery = deliver(gateway, receiver.url("/hook"));
            assertThat(delivery.path("state").asText()).isEqualTo("delivered");
            assertThat(delivery.at("/history/0/excerpt").asText()).isEqualTo("x".repeat(1024));
            // Buffers of the sockets hold some MiB.
            assertThat(receiver.written()).isLessThan(TOO_MUCH / 2);
        }
    }

    @Test
    void silentReceiverIsLeftAfterTheTimeout() {
        try (SocketReceiver receiver = SocketReceiver.silent();
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder, IMPATIENT)) {
            assertNoAnswer(deliver(gateway, receiver.url("/hook")));
        }
    }

    @Test
    void slowHeadIsLeftAfterTheTimeout() {
        try (SocketReceiver receiver = SocketReceiver.of(connection -> {
                    connection.write(OK);
                    for (int i = 0; ; i++) {
                        connection.write("X-" + i + ": drip\r\n");
                        Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                    }
                });
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder, IMPATIENT)) {
            assertNoAnswer(deliver(gateway, receiver.url("/hook")));
        }
    }

    @Test
    void drippingBodyIsLeftAfterTheTimeout() {
        try (SocketReceiver receiver = SocketReceiver.of(connection -> {
                    connection.write(OK + "Content-Length: 1000\r\n\r\n");
                    while (true) {
                        connection.write("x");
                        Awaitility.await().pollDelay(Duration.ofMillis(50)).until(() -> true);
                    }
                });
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder, IMPATIENT)) {
            JsonNode delivery = deliver(gateway, receiver.url("/hook"));
            // On a slow machine, the head may be late as well.
            assertThat(delivery.path("state").asText()).isIn("delivered", "pending");
            assertThat(receiver.mostOpen()).isEqualTo(1);
        }
    }

    @Test
    void refusedConnectionIsRetried() throws Exception {
        String url;
        try (ServerSocket unused = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
            url = "http://127.0.0.1:" + unused.getLocalPort() + "/hook";
        }
        try (DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            JsonNode delivery = deliver(gateway, url);
            assertThat(delivery.path("state").asText()).isEqualTo("pending");
            assertThat(delivery.at("/history/0/excerpt").asText()).isEqualTo("Connection failed");
        }
    }

    @Test
    void redirectIsNotFollowed() {
        try (Receiver target = new Receiver();
                Receiver receiver = new Receiver().answer(302, Map.of("Location", target.url("/metadata")), "");
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            JsonNode delivery = deliver(gateway, receiver.url("/hook"));
            assertThat(delivery.path("state").asText()).isEqualTo("pending");
            assertThat(delivery.path("lastStatus").asInt()).isEqualTo(302);
            assertThat(receiver.received()).hasSize(1);
            assertThat(target.received()).isEmpty();
        }
    }

    @Test
    void goneEndsTheEndpoint() {
        try (Receiver receiver = new Receiver().answer(410, Map.of(), "unsubscribed");
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
            Event first = gateway.enqueue(endpoint.id());
            gateway.settle();
            Event second = gateway.enqueue(endpoint.id());
            gateway.clock.advance(Duration.ofDays(1));
            gateway.settle();
            assertThat(receiver.received()).hasSize(1);
            assertThat(gateway.delivery(first).path("state").asText()).isEqualTo("cancelled");
            assertThat(gateway.delivery(first).path("lastStatus").asInt()).isEqualTo(410);
            assertThat(gateway.delivery(second).path("attempts").asInt()).isZero();
        }
    }

    @Test
    void retryAfterPausesTheEndpointAndNoOther() {
        try (Receiver busy = new Receiver().answer(429, Map.of("Retry-After", "120"), "slow down");
                Receiver other = new Receiver();
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            Endpoints.Created endpoint = gateway.endpoint(busy.url("/hook"));
            Event first = gateway.enqueue(endpoint.id());
            gateway.settle();
            busy.answer(200, Map.of(), "");
            gateway.enqueue(endpoint.id());
            gateway.enqueue(gateway.endpoint(other.url("/hook")).id());
            gateway.clock.advance(Duration.ofSeconds(120).minusMillis(1));
            gateway.settle();
            assertThat(busy.received()).hasSize(1);
            assertThat(other.received()).hasSize(1);
            gateway.clock.advance(Duration.ofMillis(1));
            gateway.settle();
            assertThat(busy.received()).hasSize(3);
            assertThat(gateway.delivery(first).path("state").asText()).isEqualTo("delivered");
        }
    }

    @Test
    void longRetryAfterIsCutToAnHour() {
        try (Receiver busy = new Receiver().answer(503, Map.of("Retry-After", "999999999"), "");
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            Event event = gateway.enqueue(gateway.endpoint(busy.url("/hook")).id());
            gateway.settle();
            assertThat(Instant.parse(gateway.delivery(event).path("dueAt").asText()))
                    .isEqualTo(gateway.clock.instant().plus(Duration.ofHours(1)));
        }
    }

    @Test
    void certificateOfUnknownIssuerIsRefused() throws Exception {
        SSLContext served = Certificates.context(Certificates.create(folder, "ip:127.0.0.1"));
        try (SocketReceiver receiver = overTls(served);
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            assertTlsFailed(deliver(gateway, receiver.url("/hook")), receiver);
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        SSLContext served = Certificates.context(Certificates.create(folder, "dns:other.example"));
        try (SocketReceiver receiver = overTls(served);
                DeliveryFixture gateway = trusting(served)) {
            assertTlsFailed(deliver(gateway, receiver.url("/hook")), receiver);
        }
    }

    @Test
    void trustedCertificateIsAccepted() throws Exception {
        SSLContext served = Certificates.context(Certificates.create(folder, "ip:127.0.0.1"));
        try (SocketReceiver receiver = overTls(served);
                DeliveryFixture gateway = trusting(served)) {
            JsonNode delivery = deliver(gateway, receiver.url("/hook"));
            assertThat(delivery.path("state").asText()).as(delivery.toString()).isEqualTo("delivered");
        }
    }

    @Test
    void silentEndpointDoesNotStopOthers() {
        int others = 20;
        List<Event> events = new ArrayList<>();
        try (SocketReceiver silent = SocketReceiver.silent();
                Receiver good = new Receiver();
                DeliveryFixture gateway = DeliveryFixture.onSqlite(folder)) {
            Endpoints.Created bad = gateway.endpoint(silent.url("/hook"));
            for (int i = 0; i < 100; i++) {
                gateway.enqueue(bad.id());
            }
            for (int i = 0; i < others; i++) {
                Endpoints.Created endpoint = gateway.endpoint(good.url("/" + i));
                events.add(gateway.enqueue(endpoint.id()));
                events.add(gateway.enqueue(endpoint.id()));
            }
            gateway.send();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> good.received().size() == events.size()
                            && gateway.deliveries.job().inFlight() == DeliveryFixture.SETTINGS.perEndpoint());
            silent.awaitRequests(DeliveryFixture.SETTINGS.perEndpoint());
            assertThat(silent.mostOpen()).isEqualTo(DeliveryFixture.SETTINGS.perEndpoint());
            assertThat(good.received())
                    .extracting(Receiver.Received::id)
                    .containsExactlyInAnyOrderElementsOf(
                            events.stream().map(Event::id).toList());
        }
    }

    private DeliveryFixture trusting(SSLContext tls) {
        return new DeliveryFixture(
                DeliveryFixture.openSqlite(folder),
                DeliveryFixture.SETTINGS,
                new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                tls);
    }

    private static SocketReceiver overTls(SSLContext tls) throws Exception {
        ServerSocket server =
                tls.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        return new SocketReceiver(server, true, connection -> connection.write(OK + "Content-Length: 0\r\n\r\n"));
    }

    private static JsonNode deliver(DeliveryFixture gateway, String url) {
        Event event = gateway.enqueue(gateway.endpoint(url).id());
        gateway.settle();
        return gateway.delivery(event);
    }

    private static void assertNoAnswer(JsonNode delivery) {
        assertThat(delivery.path("state").asText()).isEqualTo("pending");
        assertThat(delivery.at("/history/0/excerpt").asText()).isEqualTo("No answer within 1 s");
        assertThat(delivery.path("lastStatus").isMissingNode()).isTrue();
    }

    private static void assertTlsFailed(JsonNode delivery, SocketReceiver receiver) {
        assertThat(delivery.path("state").asText()).isEqualTo("pending");
        assertThat(delivery.at("/history/0/excerpt").asText()).startsWith("TLS failed");
        assertThat(receiver.requests()).isEmpty();
    }
}
