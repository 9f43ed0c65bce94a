package io.github.cameltiktok.recipes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves files of any size, {@code /media/BYTES}, without holding them; with {@code /chunked/BYTES} it does not name the size. */
final class MediaServer implements AutoCloseable {

    private static final int CHUNK = 8_192;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    MediaServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/media/", this::serve);
        server.createContext("/chunked/", this::serve);
        server.createContext("/gone/", exchange -> {
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        long size = Long.parseLong(path[2]);
        exchange.getResponseHeaders().set("Content-Type", "video/mp4");
        exchange.sendResponseHeaders(200, path[1].equals("chunked") ? 0 : size);
        try (OutputStream body = exchange.getResponseBody()) {
            byte[] chunk = new byte[CHUNK];
            for (long left = size; left > 0; left -= CHUNK) {
                body.write(chunk, 0, (int) Math.min(left, CHUNK));
            }
        }
    }
}
