package io.github.cameltiktok.pipeline.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free ports for servers whose port must be configured before they start. */
public final class FreePort {

    /** Below the ephemeral ports: an outgoing connection could take such a port before the server starts. */
    private static final int FIRST = 15_000;

    private static final int END = 32_000;
    private static final int ATTEMPTS = 1_000;

    private FreePort() {}

    /**
     * Returns a random port of the loopback interface that was free at the time of the call.
     *
     * @throws IllegalStateException if a thousand ports in a row cannot be used
     */
    public static int find() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // In use.
            }
        }
        throw new IllegalStateException("No free port found from " + FIRST + " to " + (END - 1));
    }
}
