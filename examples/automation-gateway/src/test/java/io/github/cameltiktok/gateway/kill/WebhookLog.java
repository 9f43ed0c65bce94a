package io.github.cameltiktok.gateway.kill;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Receives webhooks, and keeps each with its id. Thread-safe. */
final class WebhookLog implements AutoCloseable {

    private static final int THREADS = 8;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Webhooked> received = new ArrayList<>();

    /**
     * A received webhook.
     *
     * @param path that it was sent to, one for each watch
     * @param timestamp of the attempt, in seconds of the gateway's clock
     */
    record Webhooked(String path, String id, long timestamp, String signature, String body) {

        boolean isSignedWith(String secret) {
            try {
                return new Webhook(secret).sign(id, timestamp, body).equals(signature);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    WebhookLog() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    synchronized int size() {
        return received.size();
    }

    synchronized List<Webhooked> all() {
        return List.copyOf(received);
    }

    /** Returns the number of webhooks by path. */
    synchronized Map<String, Integer> countByPath() {
        Map<String, Integer> counts = new HashMap<>();
        received.forEach(webhook -> counts.merge(webhook.path, 1, Integer::sum));
        return counts;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Webhooked webhook = new Webhooked(
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("webhook-id"),
                Long.parseLong(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                body);
        synchronized (this) {
            received.add(webhook);
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
