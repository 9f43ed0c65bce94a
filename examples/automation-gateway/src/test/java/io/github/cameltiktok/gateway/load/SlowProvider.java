package io.github.cameltiktok.gateway.load;

import io.github.cameltiktok.sandbox.Sandbox;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** API Direct for many calls at a time, which the sandbox limits as the real one does: one record after a fixed time, with any id. */
final class SlowProvider implements AutoCloseable {

    static final String KEY = "key-of-the-load";

    private static final String ID = "7311111111111111111";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    private SlowProvider(String record, Duration latency) {
        server = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .requestHandler(request -> vertx.setTimer(latency.toMillis(), timer -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(record.replace(ID, request.getParam("video_id", ID)))))
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Starts a provider with the sandbox's record. */
    static SlowProvider start(Duration latency) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(sandbox.baseUrl("apidirect") + "/v1/tiktok/video?video_id=" + ID))
                    .header("X-API-Key", sandbox.apiKey("apidirect"))
                    .build();
            return new SlowProvider(
                    HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body(),
                    latency);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
