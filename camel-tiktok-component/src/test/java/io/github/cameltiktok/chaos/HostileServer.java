package io.github.cameltiktok.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Emulates the three providers on 127.0.0.1, each below a path prefix of its name, and injects faults. The fault of a call
 * depends on provider, subject, attempt and seed, not on time.
 */
final class HostileServer implements AutoCloseable {

    private static final int BACKLOG = 1_000;

    private final ServerSocket server;
    private final URI elsewhere;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "hostile-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final LongAdder requests = new LongAdder();
    private volatile Function<IncomingCall, Fault> faults = call -> Fault.GOOD;

    private HostileServer(URI elsewhere) {
        this.elsewhere = elsewhere;
        try {
            server = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** @param elsewhere target of its redirects */
    static HostileServer start(URI elsewhere) {
        return new HostileServer(elsewhere);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Sets the fault of each call from now on. */
    void inject(Function<IncomingCall, Fault> newFaults) {
        attempts.clear();
        faults = newFaults;
    }

    long requests() {
        return requests.sum();
    }

    int openConnections() {
        return open.size();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : open) {
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
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            SocketScript socket = new SocketScript(accepted);
            for (SocketScript.Request request = socket.read(); request != null; request = socket.read()) {
                requests.increment();
                IncomingCall call = call(request);
                if (call == null) {
                    return;
                }
                faults.apply(call).play(call, socket);
                if (socket.isClosed()) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client has closed the connection.
        } finally {
            open.remove(accepted);
        }
    }

    private @Nullable IncomingCall call(SocketScript.Request request) {
        IncomingCall call = IncomingCall.of(request.path(), request.body(), elsewhere);
        if (call == null) {
            return null;
        }
        int attempt = Objects.requireNonNull(
                        attempts.computeIfAbsent(call.provider() + ' ' + call.subject(), key -> new AtomicInteger()))
                .incrementAndGet();
        return call.attempt(attempt);
    }
}
