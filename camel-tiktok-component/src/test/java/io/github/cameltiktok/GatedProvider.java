package io.github.cameltiktok;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** API Direct's creators behind a gate: a test decides which answers wait, and when they leave. */
final class GatedProvider implements AutoCloseable {

    static {
        // Otherwise head and body of each answer are 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final Map<String, CompletableFuture<Void>> gates = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private volatile Predicate<String> held = handle -> false;
    private volatile long followers = 1_000;

    GatedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns a component that calls this provider. */
    TikTokComponent component() {
        TikTokComponent component = new TikTokComponent();
        component
                .getApidirect()
                .setBaseUrl("http://127.0.0.1:" + server.getAddress().getPort());
        component.getApidirect().setApiKey("key");
        component.getConfiguration().setMaxRetries(0);
        return component;
    }

    /** Holds the answers about these handles back, from now on. */
    void hold(Predicate<String> handles) {
        held = handles;
    }

    /** Lets all answers leave, those held back and all to come. */
    void release() {
        held = handle -> false;
        gates.values().forEach(gate -> gate.complete(null));
        gates.clear();
    }

    void setFollowers(long number) {
        followers = number;
    }

    /** Returns the handles asked for, in this order. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Returns how many requests have no answer yet. */
    int open() {
        return open.get();
    }

    /** Returns the most requests that were open at the same time. */
    int peak() {
        return peak.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String handle = exchange.getRequestURI().getQuery().replaceFirst("^username=", "");
        asked.add(handle);
        peak.accumulateAndGet(open.incrementAndGet(), Math::max);
        try (exchange) {
            if (held.test(handle)) {
                await(gates.computeIfAbsent(handle, name -> new CompletableFuture<>()));
            }
            byte[] body = user(handle).getBytes(StandardCharsets.UTF_8);
            open.decrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void await(CompletableFuture<Void> gate) {
        try {
            gate.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The test is over.
            Thread.currentThread().interrupt();
        }
    }

    private String user(String handle) {
        return "{\"user\":{\"username\":\"" + handle + "\",\"user_id\":\"107955\",\"nickname\":\"" + handle
                + "\",\"followers\":" + followers + ",\"following\":3,\"likes\":4,\"video_count\":5}}";
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }
}
