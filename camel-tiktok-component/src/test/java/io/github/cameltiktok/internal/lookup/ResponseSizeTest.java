package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.provider.RetryAdvice;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer larger than allowed costs neither memory nor time. */
final class ResponseSizeTest {

    private static final int LIMIT = 10_000;

    private final Rig rig = new Rig();

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aBodyOfExactlyTheLimitIsRead() throws Exception {
        String padded = Rig.USER + " ".repeat(LIMIT - Rig.USER.length());
        try (Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, padded)))) {
            assertThat(Rig.get(rig.find(limited(peer))).handle()).isEqualTo("khaby.lame");
        }
    }

    @Test
    void aBodyOfOneByteMoreIsNot() {
        String padded = Rig.USER + " ".repeat(LIMIT - Rig.USER.length() + 1);
        try (Peer peer =
                Peer.start((request, line) -> line.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(padded.length()) + "\r\n" + padded + "\r\n0\r\n\r\n"))) {
            refused(peer);
        }
    }

    @Test
    void aLengthThatIsDeclaredTooLargeEndsTheCallBeforeTheBodyIsSent() {
        try (Peer peer = Peer.start((request, line) -> {
            line.write("HTTP/1.1 200 OK\r\nContent-Length: " + (LIMIT + 1) + "\r\n\r\n");
            line.awaitHangUp();
        })) {
            refused(peer);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void aBodyWithoutEndIsCutAndItsConnectionClosed(int status) {
        AtomicLong sent = new AtomicLong();
        byte[] junk = new byte[64 * 1024];
        try (Peer peer = Peer.start((request, line) -> {
            line.write("HTTP/1.1 " + status + " Status\r\n\r\n");
            while (true) {
                line.write(junk);
                sent.addAndGet(junk.length);
            }
        })) {
            refused(peer);

            assertThat(sent.get()).as("what socket buffers hold at most").isLessThan(64L * 1024 * 1024);
        }
    }

    private void refused(Peer peer) {
        LookupException failure = Rig.failure(rig.find(limited(peer)));

        assertThat(failure)
                .hasMessage("stopped reading: the answer is larger than maxResponseSize, " + LIMIT + " bytes");
        assertThat(failure.failure().retry()).isEqualTo(RetryAdvice.NEVER);
        Awaitility.await().until(() -> peer.openConnections() == 0);
    }

    private static Access limited(Peer peer) {
        return Access.to(peer.uri()).maxResponseSize(LIMIT);
    }
}
