package io.github.cameltiktok.pipeline.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds free ports for servers whose port must be configured before they start. */
public final class FreePort {

    private FreePort() {}

    /** Returns a port of the loopback interface that was free at the time of the call. */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
