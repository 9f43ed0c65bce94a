package io.github.cameltiktok.chaos;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads requests from a socket and writes scripted responses, byte by byte. */
final class SocketScript {

    private static final int TRICKLE_MILLIS = 20;

    private final Socket socket;
    private final InputStream in;

    SocketScript(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setTcpNoDelay(true);
    }

    /**
     * A request.
     *
     * @param path with the query
     * @param body in UTF-8
     */
    record Request(String path, String body) {}

    /** Returns the next request; {@code null} after the last one. */
    @Nullable
    Request read() throws IOException {
        String first = readLine();
        if (first == null) {
            return null;
        }
        int length = 0;
        for (String header = readLine(); header != null && !header.isEmpty(); header = readLine()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        String[] parts = first.split(" ");
        return new Request(
                parts.length == 3 ? parts[1] : "", new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    boolean isClosed() {
        return socket.isClosed();
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Writes a complete response. */
    void answer(int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write("HTTP/1.1 " + status + " Status\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n" + body);
    }

    /** Writes one character every 20 ms until the client closes the connection. */
    void trickle(String text) throws IOException {
        for (int i = 0; pause(TRICKLE_MILLIS); i++) {
            write(text.substring(i % text.length(), i % text.length() + 1));
        }
    }

    /** Writes without pause until the client closes the connection. */
    void flood(byte[] block) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            write(block);
        }
    }

    /** Returns {@code false} if the server is closed during the pause. */
    static boolean pause(long millis) {
        try {
            return !new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Closes the connection with a TCP FIN. */
    void close() throws IOException {
        socket.close();
    }

    /** Closes the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits without a response until the client closes the connection. */
    void awaitHangUp() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
        socket.close();
    }
}
