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

/** The server's end of one connection. */
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
     * A request as far as the server needs it.
     *
     * @param path with the query
     * @param body in UTF-8
     */
    record Request(String path, String body) {}

    /** Returns the next request; {@code null} when there is none to come. */
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

    /** Writes a whole answer. */
    void answer(int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        write("HTTP/1.1 " + status + " Status\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n" + body);
    }

    /** Writes on and on, a little at a time, until the other side has had enough. */
    void trickle(String text) throws IOException {
        for (int i = 0; pause(TRICKLE_MILLIS); i++) {
            write(text.substring(i % text.length(), i % text.length() + 1));
        }
    }

    /** Writes on and on, as fast as it goes, until the other side has had enough. */
    void flood(byte[] block) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            write(block);
        }
    }

    /** Returns {@code false} if the server is closed meanwhile. */
    static boolean pause(long millis) {
        try {
            return !new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the connection in good order. */
    void close() throws IOException {
        socket.close();
    }

    /** Ends the connection with a TCP reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says nothing until the other side has closed the connection. */
    void awaitHangUp() throws IOException {
        while (in.read() >= 0) {
            continue;
        }
        socket.close();
    }
}
