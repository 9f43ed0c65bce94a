package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.access.CallerSettings;
import io.vertx.core.VertxOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests begin on event loops, which serve all connections and so must not wait for anything. */
class EventLoopTest {

    private static final String VIDEO = "/v1/video?subject=7000000000000000001";

    /** Of each operation, more than there are event loops, so that each would be blocked. */
    private static final int BLOCKED = 3;

    /** Operations that need the database. */
    private static final List<String> OPERATIONS = List.of(
            "GET /v1/video?subject=7000000000000000002",
            "GET /v1/user?subject=@some.cook",
            "GET /v1/samples?kind=video&subject=7000000000000000002",
            "GET /v1/me",
            "GET /v1/watches",
            "GET /v1/watches/wat_1",
            "GET /v1/watches/wat_1/events",
            "GET /v1/events",
            "GET /v1/events?wait=1",
            "GET /v1/deliveries",
            "GET /v1/deliveries/dlv_1",
            "GET /v1/batches/bat_1",
            "GET /v1/batches/bat_1/results",
            "POST /v1/batches {\"subjects\":[\"7000000000000000002\"]}",
            "POST /v1/watches {\"subject\":\"@some.cook\"}",
            "PATCH /v1/watches/wat_1 {\"label\":\"other\"}",
            "POST /v1/watches/wat_1/test",
            "POST /v1/watches/wat_1/replay {\"state\":\"dead\"}",
            "POST /v1/deliveries/dlv_1/replay",
            "DELETE /v1/watches/wat_1");

    @TempDir
    Path folder;

    /** An operation that waits on an event loop for the database would end the answers of this loop. */
    @Test
    void eventLoopsAnswerWhileTheDatabaseIsBusy() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        try (GatewayFixture gateway = GatewayFixture.in(folder)
                .vertx(new VertxOptions().setEventLoopPoolSize(2))
                .start()) {
            String key = gateway.createKey(caller(BLOCKED * OPERATIONS.size())).text();
            assertThat(gateway.get(VIDEO).statusCode()).isEqualTo(200);
            CountDownLatch isBusy = new CountDownLatch(1);
            CompletableFuture<Boolean> busy = gateway.database().run(handle -> {
                isBusy.countDown();
                try {
                    return release.await(2 * GatewayFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            isBusy.await();

            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (String operation : OPERATIONS) {
                for (int i = 0; i < BLOCKED; i++) {
                    waiting.add(gateway.client().sendAsync(request(gateway, operation, key), BodyHandlers.ofString()));
                }
            }
            // All are in flight when the key has reached its limit.
            HttpRequest free = request(gateway, "GET /v1/providers", key);
            Awaitility.await()
                    .atMost(GatewayFixture.PATIENCE)
                    .until(() -> gateway.client()
                                    .send(free, BodyHandlers.discarding())
                                    .statusCode()
                            == 429);

            HttpResponse<String> response = gateway.get(VIDEO);
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("TikTok-Attempts")).contains("0");
            assertThat(gateway.get("/openapi.json").statusCode()).isEqualTo(200);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            release.countDown();
            assertThat(busy.join()).isTrue();
            waiting.forEach(ended -> assertThat(ended.join().statusCode()).isLessThan(500));
        } finally {
            release.countDown();
        }
    }

    private static HttpRequest request(GatewayFixture gateway, String operation, String key) {
        String[] parts = operation.split(" ", 3);
        HttpRequest.Builder request = gateway.anonymous(parts[1]).header("X-API-Key", key);
        return parts.length == 2
                ? request.method(parts[0], BodyPublishers.noBody()).build()
                : request.header("Content-Type", "application/json")
                        .method(parts[0], BodyPublishers.ofString(parts[2]))
                        .build();
    }

    private static CallerSettings caller(int inFlight) {
        CallerSettings all = CallerSettings.defaults("waiting");
        return new CallerSettings(
                all.name(),
                all.scopes(),
                100_000,
                inFlight,
                all.callsPerDay(),
                all.maxWatches(),
                all.minCadence(),
                all.callbackHosts(),
                all.requestSource());
    }
}
