package io.github.cameltiktok.gateway.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.gateway.GatewayFixture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Postgres goes away and comes back: lookups go on, watches wait, and no paid call is forgotten. */
class DatabaseAwayRun {

    private static final String VIDEO = "/v1/video?subject=70000000000000010";

    @TempDir
    Path folder;

    @Test
    void lookupsGoOnWithoutTheDatabase() throws IOException {
        int port = freePort();
        EmbeddedPostgres postgres = start(port);
        try (GatewayFixture gateway = GatewayFixture.in(folder)
                .with("gateway.database.url", "jdbc:postgresql://localhost:" + port + "/postgres")
                .with("gateway.database.user", "postgres")
                .start()) {
            assertThat(gateway.get(VIDEO + "01").statusCode()).isEqualTo(200);
            postgres.close();

            assertThat(gateway.get(VIDEO + "01").statusCode()).isEqualTo(200);
            assertThat(gateway.get(VIDEO + "02").statusCode()).isEqualTo(200);
            HttpResponse<String> watches = gateway.get("/v1/watches");
            assertThat(watches.statusCode()).isEqualTo(503);
            assertThat(watches.headers().firstValue("Retry-After")).contains("5");
            assertThat(GatewayFixture.json(watches).path("code").textValue()).isEqualTo("store-unavailable");

            postgres = start(port);
            await().atMost(GatewayFixture.PATIENCE)
                    .until(() -> gateway.get("/v1/watches").statusCode() == 200);
            await().atMost(GatewayFixture.PATIENCE).until(() -> storedCalls(gateway) == 2);
        } finally {
            postgres.close();
        }
    }

    private static long storedCalls(GatewayFixture gateway) {
        return gateway.database().now(handle -> handle.createQuery("SELECT COALESCE(SUM(calls), 0) FROM spend")
                .mapTo(Long.class)
                .one());
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
