package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.Idempotency;
import io.github.cameltiktok.gateway.access.KeyRing;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.access.Limits;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.impl.DefaultCamelContext;

/** The HTTP server with operations of a test, without lookups and watches. */
final class EngineFixture implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Database database;
    private final ApiServer server = new ApiServer(Vertx.vertx(), "127.0.0.1", 0, false);
    private final String key;

    EngineFixture(Path folder, CallerSettings caller, List<Operation> operations) {
        database = Database.open("jdbc:sqlite:" + folder.resolve("engine.db"), null, null);
        Clock clock = Clock.systemUTC();
        key = database.now(handle -> KeyTable.create(handle, caller, clock.instant()))
                .text();
        KeyRing keys = new KeyRing(database, clock);
        keys.refresh().join();
        Sealed sealed = Sealed.of("0123456789abcdef0123456789abcdef", null);
        try {
            context.addService(server);
            context.getComponent("platform-http", PlatformHttpComponent.class)
                    .setEngine(new AsyncHttpEngine(ApiRoutes.paths(operations)));
            context.addRoutes(new ApiRoutes(
                    operations,
                    OpenApiDocument.load(),
                    keys,
                    new Limits(clock, 1),
                    new Idempotency(database, clock, sealed),
                    (operation, status) -> {},
                    () -> "http://gateway.example"));
            context.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        server.listen(new UnknownPaths(operations, (operation, status) -> {}));
    }

    String key() {
        return key;
    }

    int port() {
        return server.getPort();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + key);
    }

    @Override
    public void close() {
        context.stop();
        server.stop();
        database.close();
    }
}
