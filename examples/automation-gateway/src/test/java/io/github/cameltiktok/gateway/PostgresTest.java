package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways on one Postgres know the same keys, budgets and idempotency keys. */
class PostgresTest {

    private static final String VIDEO = "/v1/video?subject=70000000000000010";

    @TempDir
    static Path folder;

    private static EmbeddedPostgres postgres;
    private static GatewayFixture first;
    private static GatewayFixture second;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        first = fixture("first");
        second = fixture("second");
    }

    @AfterAll
    static void stop() throws IOException {
        second.close();
        first.close();
        postgres.close();
    }

    private static GatewayFixture fixture(String caller) {
        return GatewayFixture.in(folder)
                .caller(caller)
                .with("gateway.database.url", postgres.getJdbcUrl("postgres", "postgres"))
                .with("gateway.database.user", "postgres")
                .start();
    }

    @Test
    void keyOfOneInstanceWorksAtTheOther() {
        awaitKey(second, first.key());
        awaitKey(first, second.key());
    }

    @Test
    void budgetIsShared() {
        CallerSettings all = CallerSettings.defaults("frugal");
        String key = first.createKey(new CallerSettings(
                        all.name(),
                        all.scopes(),
                        all.requestsPerMinute(),
                        all.maxInFlight(),
                        2,
                        all.maxWatches(),
                        all.minCadence(),
                        all.callbackHosts(),
                        all.requestSource()))
                .text();
        awaitKey(second, key);

        assertThat(get(first, VIDEO + "01", key).statusCode()).isEqualTo(200);
        assertThat(get(second, VIDEO + "02", key).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = get(second, VIDEO + "03", key);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(GatewayFixture.json(refused).path("code").textValue()).isEqualTo("budget-exhausted");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(me(second, key).statusCode()).isEqualTo(200);
    }

    @Test
    void idempotencyKeyIsShared() {
        awaitKey(second, first.key());
        HttpResponse<String> created = watch(first, "{\"kind\":\"user\",\"subject\":\"@some.cook\",\"every\":\"6h\"}");
        HttpResponse<String> repeated =
                watch(second, "{\"kind\":\"user\",\"subject\":\"@some.cook\",\"every\":\"6h\"}");
        HttpResponse<String> other = watch(second, "{\"kind\":\"user\",\"subject\":\"@some.cook\",\"every\":\"8h\"}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(repeated.body()).isEqualTo(created.body());
        assertThat(other.statusCode()).isEqualTo(422);
    }

    @Test
    void textThatPostgresCannotStoreIsRefused() {
        String watch = "{\"subject\":\"@some.cook\",\"every\":\"6h\",\"label\":\"a\\u0000b\"}";
        assertThat(first.post("/v1/watches", watch).statusCode()).isEqualTo(400);
        assertThat(first.get("/v1/watches/wat_%00").statusCode()).isEqualTo(404);
        assertThat(first.delete("/v1/watches/wat_%00").statusCode()).isEqualTo(204);
        assertThat(first.get("/v1/deliveries?watch=%00").statusCode()).isIn(200, 404);
        assertThat(first.get("/v1/events?after=%00").statusCode()).isEqualTo(400);
    }

    /** A key of another instance works after the next refresh. */
    private static void awaitKey(GatewayFixture gateway, String key) {
        await().atMost(GatewayFixture.PATIENCE).until(() -> me(gateway, key).statusCode() == 200);
    }

    private static HttpResponse<String> watch(GatewayFixture gateway, String json) {
        return gateway.send(gateway.anonymous("/v1/watches")
                .header("X-API-Key", first.key())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "one")
                .POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> me(GatewayFixture gateway, String key) {
        return get(gateway, "/v1/me", key);
    }

    private static HttpResponse<String> get(GatewayFixture gateway, String path, String key) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", key));
    }
}
