package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.store.Ids;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server of the API. Camel's own has no option for the idle timeout, listens before the routes are there, and starts
 * without a word if the port is taken. This one listens when {@link #listen} is called.
 */
public final class ApiServer extends VertxPlatformHttpServer {

    /** Maximum of a request body, in bytes. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    static final String ROUTER_NAME = VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME;

    private static final int KIB = 1024;
    private static final int MAX_URL_BYTES = 8 * KIB;
    private static final int MAX_HEADER_BYTES = 16 * KIB;
    /** Longer than a long poll and a heartbeat of a stream. */
    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);
    /** A client that takes longer to send 64 KiB is cut off. */
    static final Duration MAX_UPLOAD_TIME = Duration.ofSeconds(15);

    private final String host;
    private final int port;
    private final boolean isPublicHttps;
    private final Vertx vertx;
    private final Router router;
    private @Nullable HttpServer server;

    /**
     * @param vertx closed with this server
     * @param host address to listen at
     * @param port 0 for any free port
     * @param isPublicHttps whether callers reach it by TLS, through a proxy
     */
    public ApiServer(Vertx vertx, String host, int port, boolean isPublicHttps) {
        super(new VertxPlatformHttpServerConfiguration());
        this.host = host;
        this.port = port;
        this.isPublicHttps = isPublicHttps;
        this.vertx = vertx;
        this.router = Router.router(vertx);
        setVertx(vertx);
    }

    @Override
    protected void doInit() {
        router.route().handler(ApiServer::limitUploadTime);
        if (isPublicHttps) {
            router.route().handler(request -> {
                request.response().putHeader("Strict-Transport-Security", "max-age=31536000");
                request.next();
            });
        }
        getCamelContext()
                .getRegistry()
                .bind(ROUTER_NAME, new VertxPlatformHttpRouter(this, vertx, router, ROUTER_NAME) {
                    @Override
                    public Handler<RoutingContext> bodyHandler() {
                        return BodyHandler.create(false).setBodyLimit(MAX_BODY_BYTES);
                    }
                });
    }

    @Override
    protected void doStart() {
        // Listens later, when the routes have started.
    }

    /**
     * Opens the port.
     *
     * @param unknownPaths answers requests that no route takes, and requests that failed before a route took them
     * @throws IllegalStateException if the port cannot be used
     */
    public void listen(UnknownPaths unknownPaths) {
        router.route().last().handler(unknownPaths).failureHandler(unknownPaths);
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(MAX_URL_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setIdleTimeout((int) IDLE_TIMEOUT.toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true);
        HttpServer opening =
                vertx.createHttpServer(options).requestHandler(router).invalidRequestHandler(ApiServer::refuse);
        try {
            server = opening.listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalStateException(
                    "port " + port + " of " + host + " cannot be used (" + cause.getMessage()
                            + "): set gateway.port to another one",
                    e);
        }
    }

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    /** Returns the port; 0 before a free one has been chosen. */
    @Override
    public int getPort() {
        return server == null ? port : server.actualPort();
    }

    @Override
    protected void doStop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Answers what is no HTTP request, or has a longer URL or longer headers than it may. */
    private static void refuse(HttpServerRequest request) {
        String id = Ids.next("req_");
        String detail = "The request is no valid HTTP, its URL exceeds " + MAX_URL_BYTES / KIB
                + " KiB, or its headers exceed " + MAX_HEADER_BYTES / KIB + " KiB.";
        HttpServerResponse response = request.response();
        response.setStatusCode(ProblemType.INVALID_REQUEST.status());
        SecurityHeaders.DEFAULTS.forEach(response::putHeader);
        response.putHeader("Content-Type", "application/problem+json");
        response.putHeader("Request-Id", id);
        response.putHeader("Connection", "close");
        response.end(Problems.json(new ProblemException(ProblemType.INVALID_REQUEST, detail), id)
                        .toString())
                .onComplete(sent -> request.connection().close());
    }

    private static void limitUploadTime(RoutingContext request) {
        if (!request.request().isEnded()) {
            long timer = request.vertx().setTimer(MAX_UPLOAD_TIME.toMillis(), id -> {
                if (!request.request().isEnded()) {
                    request.fail(new ProblemException(
                            ProblemType.INVALID_REQUEST,
                            "The body was not received within " + MAX_UPLOAD_TIME.toSeconds() + " s."));
                }
            });
            request.addEndHandler(ended -> request.vertx().cancelTimer(timer));
        }
        request.next();
    }
}
