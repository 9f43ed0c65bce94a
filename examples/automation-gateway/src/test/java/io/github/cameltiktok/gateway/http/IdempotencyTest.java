package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.access.CallerSettings;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdempotencyTest {

    private static final String WATCH = "{\"kind\":\"user\",\"subject\":\"@growing.fast\",\"every\":\"6h\"}";
    private static final String OTHER = "{\"kind\":\"user\",\"subject\":\"@growing.fast\",\"every\":\"12h\"}";
    private static final String BATCH = "{\"kind\":\"video\",\"subjects\":[\"7000000000000000001\"]}";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-12-01T12:00:00Z"));

    @TempDir
    Path folder;

    private GatewayFixture gateway;

    @BeforeEach
    void start() {
        gateway = GatewayFixture.in(folder).clock(clock).start();
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void repeatedRequestGetsTheAnswerOfTheFirst() {
        HttpResponse<String> first = post("/v1/watches", "\"key-1\"", WATCH);
        HttpResponse<String> quoted = post("/v1/watches", "\"key-1\"", WATCH);
        HttpResponse<String> bare = post("/v1/watches", "key-1", WATCH);

        assertThat(first.statusCode()).isEqualTo(201);
        for (HttpResponse<String> repeated : List.of(quoted, bare)) {
            assertThat(repeated.statusCode()).isEqualTo(201);
            assertThat(repeated.body()).isEqualTo(first.body());
            assertThat(repeated.headers().firstValue("Location"))
                    .isEqualTo(first.headers().firstValue("Location"));
        }
        assertThat(watches()).isEqualTo(1);
    }

    @Test
    void otherRequestWithTheKeyIsRefused() {
        post("/v1/watches", "key-1", WATCH);

        assertProblem(post("/v1/watches", "key-1", OTHER), 422, "idempotency-mismatch");
        assertProblem(post("/v1/batches", "key-1", BATCH), 422, "idempotency-mismatch");
        assertThat(watches()).isEqualTo(1);
    }

    @Test
    void keysOfOtherCallersAreOther() {
        String other = gateway.createKey(CallerSettings.defaults("other")).text();
        post("/v1/watches", "key-1", WATCH);

        HttpResponse<String> response = gateway.send(gateway.anonymous("/v1/watches")
                .header("X-API-Key", other)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "key-1")
                .POST(BodyPublishers.ofString(OTHER)));

        assertThat(response.statusCode()).isEqualTo(201);
    }

    @Test
    void oneOfManySimultaneousRequestsCreates() {
        List<CompletableFuture<HttpResponse<String>>> responses = IntStream.range(0, 10)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("/v1/batches", "key-1", BATCH)))
                .toList();

        assertThat(responses)
                .extracting(response -> response.join().statusCode())
                .contains(202)
                .containsAnyOf(202, 409)
                .doesNotContain(422, 500);
        assertThat(rows("batch")).isEqualTo(1);
    }

    @Test
    void runningRequestIsAConflictUntilAMinuteHasPassed() {
        begin("/v1/watches", "crashed", WATCH);
        begin("/v1/batches", "crashed-batch", BATCH);

        HttpResponse<String> running = post("/v1/watches", "crashed", WATCH);
        assertProblem(running, 409, "idempotency-running");
        assertThat(running.headers().firstValue("Retry-After")).contains("1");
        assertProblem(post("/v1/batches", "crashed-batch", BATCH), 409, "idempotency-running");

        clock.advance(Duration.ofMinutes(1));
        assertThat(post("/v1/watches", "crashed", WATCH).statusCode()).isEqualTo(201);
    }

    @Test
    void answerIsKeptForADay() {
        String first = post("/v1/watches", "key-1", WATCH).body();

        clock.advance(Duration.ofHours(24).minusMillis(1));
        assertThat(post("/v1/watches", "key-1", WATCH).body()).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(post("/v1/watches", "key-1", WATCH).body()).isNotEqualTo(first);
        assertThat(watches()).isEqualTo(2);
    }

    @Test
    void failedRequestFreesItsKey() {
        HttpResponse<String> refused = post(
                "/v1/watches",
                "key-1",
                "{\"kind\":\"user\",\"subject\":\"@growing.fast\",\"every\":\"6h\",\"callbackUrl\":\"ftp://a.example\"}");
        assertThat(refused.statusCode()).isEqualTo(400);

        assertThat(post("/v1/watches", "key-1", WATCH).statusCode()).isEqualTo(201);
    }

    @Test
    void longKeyIsInvalid() {
        assertProblem(post("/v1/watches", "k".repeat(256), WATCH), 400, "invalid-request");
        assertProblem(post("/v1/watches", "\"\"", WATCH), 400, "invalid-request");
        assertThat(post("/v1/watches", "k".repeat(255), WATCH).statusCode()).isEqualTo(201);
    }

    @Test
    void secretOfAWatchIsSealedInTheKeptAnswer() {
        String callback = "{\"kind\":\"user\",\"subject\":\"@growing.fast\",\"every\":\"6h\",\"callbackUrl\":\""
                + gateway.sandbox().webhookUrl() + "\"}";
        HttpResponse<String> response = post("/v1/watches", "key-1", callback);
        String secret = GatewayFixture.json(response).path("secret").textValue();

        String kept = gateway.database().now(handle -> handle.createQuery("SELECT body FROM idempotent_request")
                .mapTo(String.class)
                .one());
        assertThat(secret).startsWith("whsec_");
        assertThat(kept).startsWith("v1.").doesNotContain(secret);
    }

    /** Begins a request that never ends, as after a crash. */
    private void begin(String path, String key, String body) {
        ApiRequest request = new ApiRequest(
                "req_1", "POST", path, Map.of(), Map.of(), null, Map.of(), body.getBytes(), new CompletableFuture<>());
        gateway.database().now(handle -> handle.createUpdate(
                        "INSERT INTO idempotent_request (caller, idempotency_key, fingerprint, expires_at)"
                                + " VALUES ('test', :key, :fingerprint, :expiresAt)")
                .bind("key", key)
                .bind("fingerprint", IdempotentRequests.fingerprint(request))
                .bind("expiresAt", clock.millis() + 60_000)
                .execute());
    }

    private HttpResponse<String> post(String path, String key, String json) {
        return gateway.send(gateway.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    private int watches() {
        return rows("watch");
    }

    private int rows(String table) {
        return gateway.database().now(handle -> handle.createQuery("SELECT COUNT(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(GatewayFixture.json(response).path("code").textValue()).isEqualTo(code);
    }
}
