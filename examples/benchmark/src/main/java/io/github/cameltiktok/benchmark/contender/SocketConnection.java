package io.github.cameltiktok.benchmark.contender;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A connection, with as much of HTTP/1.1 as the stub server uses: status 200 with {@code Content-Length}. */
final class SocketConnection implements AutoCloseable {

    private static final int MAX_ANSWER = 16 * 1024;
    private static final String OK = "HTTP/1.1 200 ";
    private static final String CONTENT_LENGTH = "content-length:";
    private static final int END_OF_HEAD = 4;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[MAX_ANSWER];

    SocketConnection(String host, int port) throws IOException {
        socket = new Socket(host, port);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    /** Sends a request and returns the body of the answer. */
    byte[] call(byte[] request) throws IOException {
        out.write(request);
        int filled = 0;
        int body;
        do {
            filled += fill(filled);
            body = body(filled);
        } while (body < 0);
        int end = body + contentLength(new String(buffer, 0, body, StandardCharsets.ISO_8859_1));
        while (filled < end) {
            filled += fill(filled);
        }
        return Arrays.copyOfRange(buffer, body, end);
    }

    private int fill(int from) throws IOException {
        int count = in.read(buffer, from, buffer.length - from);
        if (count <= 0) {
            throw new IOException("the answer is incomplete or larger than " + MAX_ANSWER + " bytes");
        }
        return count;
    }

    /** Returns the position after the empty line; -1 if there is none yet. */
    private int body(int filled) {
        for (int i = END_OF_HEAD; i <= filled; i++) {
            if (buffer[i - 1] == '\n' && buffer[i - 2] == '\r' && buffer[i - 3] == '\n' && buffer[i - 4] == '\r') {
                return i;
            }
        }
        return -1;
    }

    private static int contentLength(String head) throws IOException {
        int field = head.toLowerCase(Locale.ROOT).indexOf(CONTENT_LENGTH);
        if (!head.startsWith(OK) || field < 0) {
            throw new IOException("unexpected answer: " + head);
        }
        int start = field + CONTENT_LENGTH.length();
        return Integer.parseInt(head.substring(start, head.indexOf('\r', start)).strip());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
