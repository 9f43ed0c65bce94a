package io.github.cameltiktok.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Batches, as clients get them. */
class HttpBatchTest {

    private static final Duration LATENCY = Duration.ofMillis(500);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    @Test
    void linesAreStreamedAndAClosedConnectionCancelsTheRest() throws Exception {
        try (GatewayFixture gateway =
                GatewayFixture.in(folder).sandbox(sandbox.get()).start()) {
            sandbox.get().latency(LATENCY);
            HttpResponse<InputStream> response = gateway.client()
                    .send(
                            gateway.request("/v1/batches")
                                    .header("Accept", "application/x-ndjson")
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(videos(100)))
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                JsonNode first = GatewayFixture.json(lines.readLine());
                assertThat(first.get("status").asInt()).isEqualTo(200);
                // API Direct takes 3 calls at a time, so the last call begins 16 s after the first.
                assertThat(sandbox.get().calls("apidirect")).isLessThan(100);
            }

            // The calls end with those that had begun.
            long[] seen = {-1};
            Awaitility.await()
                    .atMost(GatewayFixture.PATIENCE)
                    .pollInterval(LATENCY.multipliedBy(3))
                    .until(() -> {
                        long before = seen[0];
                        seen[0] = sandbox.get().calls("apidirect");
                        return before == seen[0];
                    });
            assertThat(seen[0]).isLessThan(100);
        }
    }

    @Test
    void batchWithAWaitIsAnsweredWithItsResultsInOrder() {
        try (GatewayFixture gateway =
                GatewayFixture.in(folder).sandbox(sandbox.get()).start()) {
            HttpResponse<String> answer = gateway.post(
                    "/v1/batches?wait=25", "{\"subjects\": [\"7311111111111111111\", \"@some.cook\", \"no link\"]}");

            JsonNode list = GatewayFixture.json(answer);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(list.get("total").asInt()).isEqualTo(3);
            assertThat(list.get("items"))
                    .extracting(item -> item.get("status").asInt())
                    .containsExactly(200, 200, 400);
            assertThat(list.at("/items/0/video/id").asText()).isEqualTo("7311111111111111111");
            assertThat(GatewayFixture.json(
                            gateway.get("/v1/batches/" + list.get("id").asText() + "/results?wait=1")))
                    .isEqualTo(list);
        }
    }

    @Test
    void batchThatIsNotCompleteInTimeGoesOn() {
        try (GatewayFixture gateway =
                GatewayFixture.in(folder).sandbox(sandbox.get()).start()) {
            sandbox.get().latency(LATENCY);
            HttpResponse<String> created = gateway.post("/v1/batches?wait=1", videos(30));
            assertThat(created.statusCode()).isEqualTo(202);
            String results =
                    "/v1/batches/" + GatewayFixture.json(created).get("id").asText() + "/results";

            Awaitility.await()
                    .atMost(GatewayFixture.PATIENCE)
                    .until(() -> GatewayFixture.json(gateway.get(results + "?wait=25"))
                                    .get("items")
                                    .size()
                            == 30);

            assertThat(gateway.get(results).body().lines()).hasSize(30);
            assertThat(gateway.get(results + "?wait=26").statusCode()).isEqualTo(400);

            HttpResponse<String> partial = gateway.post("/v1/batches?wait=1&partial=true", videos(100));
            assertThat(partial.statusCode()).isEqualTo(200);
            assertThat(partial.headers().firstValue("Location")).isEmpty();
            assertThat(GatewayFixture.json(partial).get("total").asInt()).isEqualTo(100);
        }
    }

    @Test
    void batchGoesOnAfterANewStart() {
        String location;
        try (GatewayFixture gateway =
                GatewayFixture.in(folder).sandbox(sandbox.get()).start()) {
            sandbox.get().latency(LATENCY);
            HttpResponse<String> created = gateway.post("/v1/batches", videos(30));
            assertThat(created.statusCode()).isEqualTo(202);
            location = created.headers().firstValue("Location").orElseThrow().replaceFirst("^https?://[^/]+", "");
            assertThat(location)
                    .isEqualTo("/v1/batches/"
                            + GatewayFixture.json(created).get("id").asText());
            Awaitility.await()
                    .atMost(GatewayFixture.PATIENCE)
                    .until(() -> GatewayFixture.json(gateway.get(location))
                                    .get("done")
                                    .asInt()
                            > 0);
        }
        sandbox.get().latency(Duration.ZERO);
        try (GatewayFixture gateway =
                GatewayFixture.in(folder).sandbox(sandbox.get()).start()) {
            Awaitility.await().atMost(GatewayFixture.PATIENCE).until(() -> GatewayFixture.json(gateway.get(location))
                    .has("completedAt"));

            JsonNode batch = GatewayFixture.json(gateway.get(location));
            assertThat(batch.get("done").asInt()).isEqualTo(30);
            assertThat(batch.get("failed").asInt()).isZero();
            assertThat(gateway.get(location + "/results").body().lines()).hasSize(30);
            // Another caller has no such batch.
            String other = gateway.createKey(CallerSettings.defaults("other")).text();
            assertThat(gateway.send(gateway.anonymous(location).header("X-API-Key", other))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private static String videos(int number) {
        return IntStream.range(0, number)
                .mapToObj(index -> "\"73111111111111" + (20_000 + index) + "\"")
                .collect(Collectors.joining(",", "{\"subjects\":[", "]}"));
    }
}
