package io.github.cameltiktok.gateway.delivery;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A receiver that writes what it likes to the connection. */
final class SocketReceiver implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);
    private static final int BACKLOG = 100;

    private final ServerSocket server;
    private final boolean isTls;
    private final Script script;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong written = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger mostOpen = new AtomicInteger();

    /** Behaviour after a request is read. The connection is closed afterwards. */
    interface Script {
        void run(Connection connection) throws IOException, InterruptedException;
    }

    /** A connection with a request. */
    final class Connection {

        private final Socket socket;

        Connection(Socket socket) {
            this.socket = socket;
        }

        /** Writes a text. Fails when the gateway has closed the connection. */
        void write(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.write(bytes);
            out.flush();
            written.addAndGet(bytes.length);
        }

        /** Sends RST. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Waits until the receiver is closed. */
        void hang() throws InterruptedException {
            closed.await();
        }
    }

    SocketReceiver(ServerSocket server, boolean isTls, Script script) {
        this.server = server;
        this.isTls = isTls;
        this.script = script;
        threads.execute(this::accept);
    }

    static SocketReceiver of(Script script) {
        try {
            return new SocketReceiver(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), false, script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a receiver that never answers. */
    static SocketReceiver silent() {
        return of(Connection::hang);
    }

    String url(String path) {
        return (isTls ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort() + path;
    }

    /** Returns the requests so far, with their bodies. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    long written() {
        return written.get();
    }

    /** Returns the most connections that were open at a time. */
    int mostOpen() {
        return mostOpen.get();
    }

    void awaitRequests(int count) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollDelay(Duration.ZERO)
                .until(() -> requests.size() == count);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (socket) {
            requests.add(read(new BufferedInputStream(socket.getInputStream())));
            script.run(new Connection(socket));
        } catch (IOException e) {
            // The gateway has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.decrementAndGet();
        }
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed within the head");
            }
            head.append((char) next);
        }
        Matcher length = LENGTH.matcher(head);
        int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
        return head + new String(in.readNBytes(size), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
