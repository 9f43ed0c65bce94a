package io.github.cameltiktok;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A server for creators of API Direct whose responses a test can hold. */
final class GatedProvider implements AutoCloseable {

    static {
        // Without this property, head and body of a response arrive 40 ms apart.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<String> calledHandles = new ConcurrentLinkedQueue<>();
    private final Map<String, CompletableFuture<Void>> gates = new HashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private Predicate<String> held = handle -> false;
    private volatile long followers = 1_000;

    GatedProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::respond);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns a component that calls this provider, without retries. */
    TikTokComponent component() {
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(baseUrl());
        component.getApidirect().setApiKey("key");
        component.getConfiguration().setMaxRetries(0);
        return component;
    }

    /** Holds future responses for matching handles. */
    synchronized void hold(Predicate<String> handles) {
        held = handles;
    }

    /** Sends all held responses and holds no more. */
    synchronized void release() {
        held = handle -> false;
        gates.values().forEach(gate -> gate.complete(null));
        gates.clear();
    }

    void setFollowers(long number) {
        followers = number;
    }

    /** Returns the handles of all calls, in order of arrival. */
    List<String> calledHandles() {
        return List.copyOf(calledHandles);
    }

    /** Returns the number of calls without a response. */
    int inFlight() {
        return inFlight.get();
    }

    /** Returns the highest number of concurrent calls. */
    int maxInFlight() {
        return maxInFlight.get();
    }

    private void respond(HttpExchange exchange) throws IOException {
        String handle = exchange.getRequestURI().getQuery().replaceFirst("^username=", "");
        calledHandles.add(handle);
        maxInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        try (exchange) {
            await(gate(handle));
            byte[] body = user(handle).getBytes(StandardCharsets.UTF_8);
            inFlight.decrementAndGet();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized CompletableFuture<Void> gate(String handle) {
        return held.test(handle)
                ? gates.computeIfAbsent(handle, name -> new CompletableFuture<>())
                : CompletableFuture.completedFuture(null);
    }

    private static void await(CompletableFuture<Void> gate) {
        try {
            gate.get(5, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            // The test has closed this server.
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
