package io.github.cameltiktok.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Emulates the three providers on 127.0.0.1, each below a path prefix of its name, with the response times of the test.
 * An aborted call stays open until its response time is over, as at a provider. No call is rejected; {@link #mostOpen()}
 * reports the maximum of open calls. One thread serves all connections. Thread-safe.
 */
final class CapacityServer implements AutoCloseable {

    private static final int BACKLOG = 1_000;
    private static final int BUFFER = 16 * 1024;
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    /** Response and response time of each call. Called on the server's thread. */
    interface Answers {

        /**
         * Returns the response time in nanoseconds.
         *
         * @param call its number, from 0
         * @param nanoTime now
         */
        long nanos(long call, long nanoTime);

        /** Returns the response. */
        Reply to(IncomingCall call);
    }

    /** A response with a JSON body. */
    record Reply(int status, String body) {

        static Reply good(IncomingCall call) {
            return new Reply(200, call.goodAnswer());
        }
    }

    /**
     * A call that has ended.
     *
     * @param subject of the call
     * @param began time of the request, by {@link System#nanoTime()}
     * @param ended time of the response, written or not
     * @param planned response time in nanoseconds
     * @param delivered {@code false} if the client had closed the connection
     */
    record Call(String subject, long began, long ended, long planned, boolean delivered) {

        /** Returns the share of the call before a time. */
        double before(long nanoTime) {
            return Math.max(0, Math.min(ended, nanoTime) - began) / (double) (ended - began);
        }
    }

    private record Open(Connection connection, String subject, Reply reply, long began, long due) {}

    private final Selector selector;
    private final ServerSocketChannel server;
    private final URI uri;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final PriorityQueue<Open> open = new PriorityQueue<>(Comparator.comparingLong(Open::due));
    private final Queue<Call> over = new ConcurrentLinkedQueue<>();
    private volatile Answers answers;
    private volatile int openNow;
    private volatile int mostOpen;
    private volatile long begun;

    private CapacityServer(Answers answers) {
        this.answers = answers;
        try {
            selector = Selector.open();
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress("127.0.0.1", 0), BACKLOG);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        uri = URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
        Thread thread = new Thread(this::run, "capacity-server");
        thread.setDaemon(true);
        thread.start();
    }

    static CapacityServer start(Answers answers) {
        return new CapacityServer(answers);
    }

    URI uri() {
        return uri;
    }

    /** Replaces responses and response times for new calls. */
    void answers(Answers newAnswers) {
        answers = newAnswers;
    }

    /** Returns the number of calls begun. */
    long begun() {
        return begun;
    }

    /** Returns the number of open calls, including aborted ones until their response time is over. */
    int openNow() {
        return openNow;
    }

    /** Returns the maximum of concurrently open calls. */
    int mostOpen() {
        return mostOpen;
    }

    /** Returns the ended calls, oldest first. */
    List<Call> calls() {
        return List.copyOf(over);
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve, millisToNext());
                answerDue();
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            // The server is closed.
        }
    }

    /** Returns the wait for the next response; 0, which waits forever, without an open call. */
    private long millisToNext() {
        Open next = open.peek();
        return next == null ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.due() - System.nanoTime() + 999_999));
    }

    private void serve(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                SocketChannel channel = server.accept();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
            } else if (key.attachment() instanceof Connection connection) {
                read(connection);
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void read(Connection connection) throws IOException {
        buffer.clear();
        int length;
        try {
            length = connection.channel.read(buffer);
        } catch (IOException e) {
            length = -1;
        }
        if (length < 0) {
            connection.channel.close();
            return;
        }
        connection.received.write(buffer.array(), 0, length);
        SocketScript.Request request = connection.next();
        IncomingCall call = request == null ? null : IncomingCall.of(request.path(), request.body(), uri);
        if (call != null) {
            begin(connection, call);
        }
    }

    private void begin(Connection connection, IncomingCall call) {
        // A call whose response is due counts as ended, even if this thread is late.
        answerDue();
        long now = System.nanoTime();
        long number = begun;
        open.add(new Open(connection, call.subject(), answers.to(call), now, now + answers.nanos(number, now)));
        begun = number + 1;
        openNow = open.size();
        mostOpen = Math.max(mostOpen, openNow);
    }

    private void answerDue() {
        Open next = open.peek();
        while (next != null && next.due() <= System.nanoTime()) {
            open.poll();
            // Before the response is sent, because the next request may follow at once.
            openNow = open.size();
            boolean delivered = next.connection().write(next.reply());
            over.add(new Call(next.subject(), next.began(), System.nanoTime(), next.due() - next.began(), delivered));
            next = open.peek();
        }
    }

    /** The server's end of one connection. Only for the server's thread. */
    private static final class Connection {

        private final SocketChannel channel;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        /** Returns the received request; {@code null} if incomplete. */
        SocketScript.@Nullable Request next() {
            byte[] bytes = received.toByteArray();
            int head = endOfHead(bytes);
            if (head < 0) {
                return null;
            }
            String[] lines = new String(bytes, 0, head, StandardCharsets.UTF_8).split("\r\n");
            int length = 0;
            for (String line : lines) {
                if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                    length = Integer.parseInt(line.substring(15).strip());
                }
            }
            if (bytes.length < head + length) {
                return null;
            }
            received.reset();
            String[] parts = lines[0].split(" ");
            return new SocketScript.Request(
                    parts.length == 3 ? parts[1] : "", new String(bytes, head, length, StandardCharsets.UTF_8));
        }

        /** Returns the index after the empty line; -1 without one. */
        private static int endOfHead(byte[] bytes) {
            for (int i = 0; i + END_OF_HEAD.length <= bytes.length; i++) {
                if (bytes[i] == '\r' && bytes[i + 1] == '\n' && bytes[i + 2] == '\r' && bytes[i + 3] == '\n') {
                    return i + END_OF_HEAD.length;
                }
            }
            return -1;
        }

        /** Returns {@code false} if the client has closed the connection. A response fits into the socket buffer. */
        boolean write(Reply reply) {
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            ByteBuffer answer = ByteBuffer.wrap(("HTTP/1.1 " + reply.status()
                            + " Status\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                            + "\r\n\r\n" + reply.body())
                    .getBytes(StandardCharsets.UTF_8));
            try {
                while (answer.hasRemaining()) {
                    channel.write(answer);
                }
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
