package io.github.cameltiktok.recipes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Accepts objects as S3 does, and notes what the SDK says of each. */
final class S3StandIn implements AutoCloseable {

    /** An uploaded object: the size that the SDK names, and the size that arrived. */
    record Stored(long size, long received, String contentType) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    S3StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::put);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    Map<String, Stored> objects() {
        return objects;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void put(HttpExchange exchange) throws IOException {
        long received = 0;
        byte[] buffer = new byte[8_192];
        try (InputStream body = exchange.getRequestBody()) {
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                received += n;
            }
        }
        String size = exchange.getRequestHeaders().getFirst("x-amz-decoded-content-length");
        if (exchange.getRequestMethod().equals("PUT")) {
            objects.put(
                    exchange.getRequestURI().getPath(),
                    new Stored(
                            size == null ? received : Long.parseLong(size),
                            received,
                            exchange.getRequestHeaders().getFirst("Content-Type")));
        }
        exchange.getResponseHeaders().set("ETag", "\"1\"");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }
}
