package io.github.cameltiktok.internal.lookup;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server on 127.0.0.1 that does to every request what the test says, byte by byte, and keeps what it was sent. */
public final class Peer implements AutoCloseable {

    /** What is done to a request. The connection stays open for the next one unless the script closes it. */
    @FunctionalInterface
    public interface Script {
        void play(Request request, Line line) throws IOException;
    }

    /**
     * A request as it stood on the wire.
     *
     * @param connection number of the connection, counted from 1
     * @param line the first line
     * @param headers the other lines of the head
     * @param body in UTF-8
     */
    public record Request(int connection, String line, List<String> headers, String body) {

        /** Returns the values of a header. */
        public List<String> header(String name) {
            String prefix = name.toLowerCase(Locale.ROOT) + ": ";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(header -> header.substring(prefix.length()))
                    .toList();
        }
    }

    /** One connection, for the script. */
    public static final class Line {

        private final Socket socket;
        private final InputStream in;

        Line(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.UTF_8));
        }

        public void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        /** Ends the connection in good order. */
        public void close() throws IOException {
            socket.close();
        }

        /** Ends the connection with a TCP reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the other side has closed the connection. */
        public void awaitHangUp() throws IOException {
            try {
                while (in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // A reset is a way of hanging up, too.
            }
            socket.close();
        }
    }

    private final ServerSocket server;
    private final String scheme;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-peer");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private Peer(ServerSocketFactory sockets, String scheme, Script script) {
        try {
            this.server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.scheme = scheme;
        this.script = script;
        threads.execute(this::accept);
    }

    /** Starts a server that speaks plain HTTP. */
    public static Peer start(Script script) {
        return new Peer(ServerSocketFactory.getDefault(), "http", script);
    }

    /** Starts a server that speaks HTTPS with these keys. */
    public static Peer startTls(SSLContext keys, Script script) {
        SSLServerSocketFactory factory = keys.getServerSocketFactory();
        return new Peer(factory, "https", script);
    }

    /** Returns an answer with a JSON body. */
    public static String json(int status, String body) {
        return "HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Returns the address, by the name {@code 127.0.0.1}. */
    public URI uri() {
        return uri("127.0.0.1");
    }

    URI uri(String host) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns what was asked, oldest first. */
    public List<Request> requests() {
        return requests;
    }

    /** Returns how many connections were ever made. */
    public int connections() {
        return connections.get();
    }

    /** Returns how many connections are open now. */
    public int openConnections() {
        return open.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                open.incrementAndGet();
                threads.execute(() -> serve(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            Line line = new Line(socket);
            Request request = read(line.in, number);
            while (request != null) {
                requests.add(request);
                script.play(request, line);
                request = socket.isClosed() ? null : read(line.in, number);
            }
        } catch (IOException e) {
            // The other side has gone, as some tests want it to.
        } finally {
            open.decrementAndGet();
        }
    }

    private static @Nullable Request read(InputStream in, int number) throws IOException {
        String first = readLine(in);
        if (first == null) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String header = readLine(in); header != null && !header.isEmpty(); header = readLine(in)) {
            headers.add(header);
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        return new Request(number, first, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private static @Nullable String readLine(InputStream in) throws IOException {
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
}
