package io.github.cameltiktok.internal.lookup;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A listener on 127.0.0.1 with a full backlog: connecting to it hangs, as behind a firewall. */
final class FullBacklog implements AutoCloseable {

    private static final int FILLERS = 4;
    private static final int FULL_AFTER_MILLIS = 100;

    private final ServerSocket listener;
    private final List<Socket> fillers = new ArrayList<>();

    FullBacklog() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        for (int i = 0; i < FILLERS; i++) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(new InetSocketAddress("127.0.0.1", listener.getLocalPort()), FULL_AFTER_MILLIS);
            } catch (IOException e) {
                // The backlog is full.
            }
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (Socket filler : fillers) {
            filler.close();
        }
        listener.close();
    }
}
