package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each network fault ends a lookup with one failure that names cause and address. */
final class TransportFailuresTest {

    private static final String SILENT = "got no answer from %s within responseTimeout";
    private static final String LOST = "lost the connection to %s before the answer was complete";
    private static final String NOT_HTTP = "received an invalid HTTP response from %s";

    private static final String TOO_LONG = "stopped reading: the headers from %s are too long or too many";

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    static Stream<Arguments> networkFaults() {
        return Stream.of(
                networkFault("silence", (request, connection) -> connection.awaitHangUp(), SILENT),
                networkFault(
                        "silence within the body",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
                            connection.awaitHangUp();
                        },
                        SILENT),
                networkFault("a reset at once", (request, connection) -> connection.reset(), LOST),
                networkFault("an end at once", (request, connection) -> connection.close(), LOST),
                networkFault(
                        "a reset within the head",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
                            connection.reset();
                        },
                        LOST),
                networkFault(
                        "an end within the head",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Ty");
                            connection.close();
                        },
                        NOT_HTTP),
                networkFault(
                        "a reset within the body",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"user\":");
                            connection.reset();
                        },
                        LOST),
                networkFault(
                        "an end before the declared length",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + (EngineFixture.USER.length() + 1)
                                    + "\r\n\r\n" + EngineFixture.USER);
                            connection.close();
                        },
                        LOST),
                networkFault(
                        "an end between chunks",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(EngineFixture.USER.length()) + "\r\n" + EngineFixture.USER
                                    + "\r\n");
                            connection.close();
                        },
                        LOST),
                networkFault(
                        "a chunk of no size",
                        (request, connection) -> {
                            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnothing\r\n");
                            connection.awaitHangUp();
                        },
                        NOT_HTTP),
                networkFault(
                        "another protocol",
                        (request, connection) -> connection.write("220 mail.example ESMTP\r\n"),
                        NOT_HTTP),
                networkFault(
                        "an echo of the request",
                        (request, connection) -> connection.write(
                                request.line() + "\r\n" + String.join("\r\n", request.headers()) + "\r\n\r\n"),
                        NOT_HTTP),
                networkFault(
                        "a header without end",
                        (request, connection) -> connection.write("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000)),
                        TOO_LONG),
                networkFault(
                        "headers without end",
                        (request, connection) ->
                                connection.write("HTTP/1.1 200 OK\r\n" + "X-Many: x\r\n".repeat(10_000)),
                        TOO_LONG),
                networkFault(
                        "a switch to another protocol",
                        (request, connection) -> connection.write(
                                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"),
                        NOT_HTTP));
    }

    private static Arguments networkFault(String name, RawHttpServer.Script script, String message) {
        return arguments(name, script, message);
    }

    /** Short only for servers that stay silent. */
    private static long responseTimeout(String message) {
        return message.equals(SILENT) ? 500 : 2_000;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networkFaults")
    void networkFaultFailsTheLookupAndTheNextUsesANewConnection(
            String name, RawHttpServer.Script script, String message) throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            if (request.connection() == 1) {
                script.play(request, connection);
            } else {
                connection.write(RawHttpServer.json(200, EngineFixture.USER));
            }
        })) {
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(server.uri()).responseTimeout(responseTimeout(message))));

            assertThat(failure).hasMessage(message, server.uri());
            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.UPSTREAM);
            assertThat(failure.failure().retry())
                    .isEqualTo(message.equals(TOO_LONG) ? RetryAdvice.NEVER : RetryAdvice.YES);
            assertThat(failure.failure().status()).isNull();
            assertThat(server.requests()).as("no retry by the transport").hasSize(1);
            Awaitility.await().until(() -> server.openConnections() == 0);
            assertThat(EngineFixture.record(fixture.find(server.uri())).handle())
                    .isEqualTo("khaby.lame");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void refusedConnectionReportsTheAddress() throws Exception {
        URI unusedAddress;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            unusedAddress = URI.create("http://127.0.0.1:" + closed.getLocalPort());
        }

        LookupException failure = EngineFixture.failure(fixture.find(unusedAddress));

        assertThat(failure).hasMessage("could not connect to %s", unusedAddress);
        assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.YES);
    }

    @Test
    void unknownHostReportsTheAddress() {
        LookupException failure = EngineFixture.failure(fixture.find(URI.create("http://no-such-host.invalid")));

        assertThat(failure).hasMessage("could not find the host of http://no-such-host.invalid");
        assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.YES);
    }

    @Test
    void unansweredConnectionEndsAfterConnectTimeout() throws Exception {
        try (FullBacklog full = new FullBacklog()) {
            LookupException failure = EngineFixture.failure(
                    fixture.find(LookupSettings.to(full.uri()).connectTimeout(300)));

            assertThat(failure).hasMessage("could not connect to %s within connectTimeout", full.uri());
        }
    }

    static Stream<Arguments> unusualResponses() {
        String headers = "Content-Type: application/json\r\nContent-Length: " + EngineFixture.USER.length() + "\r\n\r\n"
                + EngineFixture.USER;
        return Stream.of(
                arguments(
                        "early hints first",
                        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 200 OK\r\n" + headers),
                arguments("100 Continue first", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n" + headers),
                arguments("HTTP/1.0", "HTTP/1.0 200 OK\r\n" + headers),
                arguments("no reason phrase", "HTTP/1.1 200\r\n" + headers),
                arguments(
                        "no content type",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + EngineFixture.USER.length() + "\r\n\r\n"
                                + EngineFixture.USER),
                arguments(
                        "chunks and a trailer",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n"
                                + Integer.toHexString(EngineFixture.USER.length() - 1) + "\r\n"
                                + EngineFixture.USER.substring(1)
                                + "\r\n0\r\nX-Trailer: a\r\n\r\n"),
                arguments("ninety headers", "HTTP/1.1 200 OK\r\n" + "X-Many: x\r\n".repeat(90) + headers),
                arguments(
                        "a header of 15 KiB",
                        "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(15 * 1024) + "\r\n" + headers));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusualResponses")
    void unusualResponseIsRead(String name, String answer) throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> connection.write(answer))) {
            assertThat(EngineFixture.record(fixture.find(server.uri())).handle())
                    .isEqualTo("khaby.lame");
        }
    }

    @Test
    void bodyEndedByTheConnectionIsRead() throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.0 200 OK\r\n\r\n" + EngineFixture.USER);
            connection.close();
        })) {
            assertThat(EngineFixture.record(fixture.find(server.uri())).handle())
                    .isEqualTo("khaby.lame");
        }
    }

    @Test
    void responseWithoutBodyIsEmpty() {
        try (RawHttpServer server =
                RawHttpServer.start((request, connection) -> connection.write("HTTP/1.1 204 No Content\r\n\r\n"))) {
            LookupException failure = EngineFixture.failure(fixture.find(server.uri()));

            assertThat(failure).hasMessageContaining("empty body");
            assertThat(failure.failure().status()).isEqualTo(204);
        }
    }

    @Test
    void proxyAuthenticationIsReported() throws Exception {
        try (RawHttpServer server = RawHttpServer.start((request, connection) ->
                connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))) {
            LookupException failure = EngineFixture.failure(fixture.find(server.uri()));

            assertThat(failure).hasMessageContaining("the proxy asks for a user name and password");
            assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.NEVER);
        }
    }

    @Test
    void unrequestedCompressionIsReported() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(EngineFixture.USER.getBytes(StandardCharsets.UTF_8));
        }
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            connection.write(
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.size() + "\r\n\r\n");
            connection.write(zipped.toByteArray());
        })) {
            LookupException failure = EngineFixture.failure(fixture.find(server.uri()));

            assertThat(failure).hasMessageContaining("a body encoded as gzip, which was not requested");
            assertThat(server.requests().get(0).header("Accept-Encoding")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectIsNotFollowed(int status) {
        try (RawHttpServer elsewhere = RawHttpServer.responding(200, EngineFixture.USER);
                RawHttpServer server = RawHttpServer.start((request, connection) -> connection.write("HTTP/1.1 "
                        + status + " Moved\r\nLocation: " + elsewhere.uri() + "/\r\nContent-Length: 0\r\n\r\n"))) {
            LookupException failure = EngineFixture.failure(fixture.find(server.uri()));

            assertThat(failure).hasMessageContaining("redirect, which is not followed");
            assertThat(failure.failure().status()).isEqualTo(status);
            assertThat(elsewhere.connections()).isZero();
        }
    }

    @Test
    void authenticationChallengeIsIgnored() {
        try (RawHttpServer server = RawHttpServer.start(
                (request, connection) -> connection.write(RawHttpServer.json(401, "{\"error\":\"no\",\"code\":\"x\"}")
                        .replaceFirst("\r\n", "\r\nWWW-Authenticate: Basic realm=\"a\"\r\n")))) {
            LookupException failure = EngineFixture.failure(fixture.find(server.uri()));

            assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.CREDENTIALS);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void trickleWithoutSilenceEndsAtTheDeadline() {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            connection.trickle();
        })) {
            LookupException failure = EngineFixture.failure(fixture.find(
                    LookupSettings.to(server.uri()).responseTimeout(1_000).deadline(1_500)));

            assertThat(failure).hasMessage("gave no result within the deadline of 1500 ms");
            Awaitility.await().until(() -> server.openConnections() == 0);
        }
    }
}
