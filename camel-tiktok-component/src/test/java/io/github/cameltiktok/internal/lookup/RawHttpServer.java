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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A server on 127.0.0.1 that answers each request by a script, byte by byte, and records the requests. */
public final class RawHttpServer implements AutoCloseable {

    /** Answers a request. The connection stays open for the next request unless the script closes it. */
    @FunctionalInterface
    public interface Script {
        void play(Request request, Connection connection) throws IOException;
    }

    /**
     * A request as received.
     *
     * @param connection number of the connection, counted from 1
     * @param line the request line
     * @param headers one line each
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

    /** The server's end of one connection. */
    public static final class Connection {

        private static final int TRICKLE_MILLIS = 50;

        private final Socket socket;
        private final InputStream in;

        Connection(Socket socket) throws IOException {
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

        /** Closes the connection with a TCP FIN. */
        public void close() throws IOException {
            socket.close();
        }

        /** Closes the connection with a TCP reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Writes one blank every 50 ms until the client closes the connection. */
        public void trickle() throws IOException {
            CountDownLatch never = new CountDownLatch(1);
            try {
                while (!never.await(TRICKLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    write(" ");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Waits until the client closes the connection. */
        public void awaitHangUp() throws IOException {
            try {
                while (in.read() >= 0) {
                    continue;
                }
            } catch (IOException e) {
                // The client has reset the connection.
            }
            socket.close();
        }
    }

    private final ServerSocket server;
    private final String scheme;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "raw-http-server");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private RawHttpServer(ServerSocketFactory sockets, String scheme, Script script) {
        try {
            this.server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.scheme = scheme;
        this.script = script;
        threads.execute(this::accept);
    }

    /** Starts a plain HTTP server. */
    public static RawHttpServer start(Script script) {
        return new RawHttpServer(ServerSocketFactory.getDefault(), "http", script);
    }

    /** Starts a plain HTTP server that sends the same JSON response to each request. */
    public static RawHttpServer responding(int status, String body) {
        return start((request, connection) -> connection.write(json(status, body)));
    }

    /** Starts a plain HTTP server that never responds. */
    public static RawHttpServer silent() {
        return start((request, connection) -> connection.awaitHangUp());
    }

    /** Starts an HTTPS server with these keys. */
    public static RawHttpServer startTls(SSLContext keys, Script script) {
        SSLServerSocketFactory factory = keys.getServerSocketFactory();
        return new RawHttpServer(factory, "https", script);
    }

    /** Returns a response with a JSON body. */
    public static String json(int status, String body) {
        return "HTTP/1.1 " + status + " Status\r\nContent-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    /** Returns the base URL with the host {@code 127.0.0.1}. */
    public URI uri() {
        return uri("127.0.0.1");
    }

    URI uri(String host) {
        return URI.create(scheme + "://" + host + ":" + server.getLocalPort());
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns the requests received, oldest first. */
    public List<Request> requests() {
        return requests;
    }

    /** Returns the number of connections accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Returns the number of open connections. */
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
            Connection connection = new Connection(socket);
            Request request = read(connection.in, number);
            while (request != null) {
                requests.add(request);
                script.play(request, connection);
                request = socket.isClosed() ? null : read(connection.in, number);
            }
        } catch (IOException e) {
            // The client has closed the connection.
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
