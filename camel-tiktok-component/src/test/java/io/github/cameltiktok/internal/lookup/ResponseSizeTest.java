package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.RetryAdvice;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response over the maximum size is aborted. */
final class ResponseSizeTest {

    private static final int LIMIT = 10_000;

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void bodyOfTheMaximumSizeIsRead() throws Exception {
        String padded = EngineFixture.USER + " ".repeat(LIMIT - EngineFixture.USER.length());
        try (RawHttpServer server =
                RawHttpServer.start((request, connection) -> connection.write(RawHttpServer.json(200, padded)))) {
            assertThat(EngineFixture.record(fixture.find(limited(server))).handle())
                    .isEqualTo("khaby.lame");
        }
    }

    @Test
    void bodyOfOneByteMoreIsRejected() {
        String padded = EngineFixture.USER + " ".repeat(LIMIT - EngineFixture.USER.length() + 1);
        try (RawHttpServer server = RawHttpServer.start(
                (request, connection) -> connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(padded.length()) + "\r\n" + padded + "\r\n0\r\n\r\n"))) {
            refused(server);
        }
    }

    @Test
    void declaredLengthOverTheMaximumEndsTheCall() {
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\n");
            connection.awaitHangUp();
        })) {
            refused(server);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void endlessBodyIsAborted(int status) {
        AtomicLong sent = new AtomicLong();
        byte[] block = new byte[64 * 1024];
        try (RawHttpServer server = RawHttpServer.start((request, connection) -> {
            connection.write("HTTP/1.1 " + status + " Status\r\n\r\n");
            while (true) {
                connection.write(block);
                sent.addAndGet(block.length);
            }
        })) {
            refused(server);

            assertThat(sent.get())
                    .as("bytes sent, at most the size of socket buffers")
                    .isLessThan(64L * 1024 * 1024);
        }
    }

    private void refused(RawHttpServer server) {
        LookupException failure = EngineFixture.failure(fixture.find(limited(server)));

        assertThat(failure)
                .hasMessage("stopped reading: the answer is larger than maxResponseSize, " + LIMIT + " bytes");
        assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.NEVER);
        Awaitility.await().until(() -> server.openConnections() == 0);
    }

    private static LookupSettings limited(RawHttpServer server) {
        return LookupSettings.to(server.uri()).maxResponseSize(LIMIT);
    }
}
