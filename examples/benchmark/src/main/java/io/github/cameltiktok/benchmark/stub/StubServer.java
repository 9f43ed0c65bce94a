package io.github.cameltiktok.benchmark.stub;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PfxOptions;
import java.nio.file.Path;
import java.util.Objects;

/** Answers like the video endpoints of Dumpling AI and API Direct without checking keys; one per event loop. */
final class StubServer extends AbstractVerticle {

    private static final String DUMPLING_AI = "/api/v1/get-tiktok-video";
    private static final String API_DIRECT = "/v1/tiktok/video";
    private static final String COUNTERS = "/counters";

    /** The system reduces this to its maximum. */
    private static final int BACKLOG = 16_384;

    private static final String REFUSAL =
            "{\"error\":\"Too many concurrent requests.\",\"code\":\"concurrency_limit_exceeded\"}";

    private final StubSettings settings;
    private final Counters counters;
    private final int port;
    private final Sample dumplingAi = new Sample("dumplingai-video.json", "id");
    private final Sample apiDirect = new Sample("apidirect-video.json", "video_id");

    StubServer(StubSettings settings, Counters counters, int port) {
        this.settings = settings;
        this.counters = counters;
        this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
        HttpServerOptions options = new HttpServerOptions().setAcceptBacklog(BACKLOG);
        Path keyStore = settings.keyStore();
        if (keyStore != null) {
            options.setSsl(true)
                    .setKeyCertOptions(
                            new PfxOptions().setPath(keyStore.toString()).setPassword(StubCertificate.PASSWORD));
        }
        vertx.createHttpServer(options)
                .requestHandler(this::handle)
                .listen(port, "127.0.0.1")
                .<Void>mapEmpty()
                .onComplete(started);
    }

    private void handle(HttpServerRequest request) {
        switch (Objects.requireNonNullElse(request.path(), "")) {
            case DUMPLING_AI -> call(request, dumplingAi);
            case API_DIRECT -> call(request, apiDirect);
            case COUNTERS -> count(request);
            default -> request.response().setStatusCode(404).end("{\"error\":\"No such endpoint.\"}");
        }
    }

    private void call(HttpServerRequest request, Sample sample) {
        boolean isWithinLimit = counters.tryAcquire();
        if (!isWithinLimit) {
            end(request, 429, Buffer.buffer(REFUSAL));
            return;
        }
        if (request.method() == HttpMethod.POST) {
            request.bodyHandler(body -> answerInTime(request, sample, body.toString()));
        } else {
            answerInTime(request, sample, request.uri());
        }
    }

    private void answerInTime(HttpServerRequest request, Sample sample, String content) {
        Buffer answer = sample.withId(Ids.lastIn(content));
        int latency =
                counters.wasResetWithin(settings.slowForMillis()) ? settings.slowMillis() : settings.latencyMillis();
        if (latency == 0) {
            end(request, 200, answer);
        } else {
            // Like a provider, the server continues if the client closes the connection.
            vertx.setTimer(latency, timer -> end(request, 200, answer));
        }
    }

    private void end(HttpServerRequest request, int status, Buffer body) {
        // Released before the answer is sent, because the next call may arrive first on another event loop.
        counters.release();
        if (request.response().closed()) {
            counters.undelivered();
            return;
        }
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    private void count(HttpServerRequest request) {
        if (request.method() == HttpMethod.DELETE) {
            counters.reset();
        }
        request.response().putHeader("Content-Type", "application/json").end(counters.json());
    }
}
