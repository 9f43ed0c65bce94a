package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.TikTokManagedComponent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementTest {

    private static final String KEY = "fail-401-invalid_api_key";

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void workingPipelineIsUpAndCountsOutcomes() {
        Pipeline pipeline = fixture.start();
        fixture.send("7311111111111111111");
        fixture.send("{\"video_id\":\"7311111111111111112\",\"requestSource\":\"ZAPIER\"}");
        fixture.send("{\"video_id\":\"7311111111111111113\",\"requestSource\":\"ZAPIER\"}");
        fixture.send("{\"video_id\":\"7000000000000000404\",\"requestSource\":\"ZAPIER\"}");
        fixture.send("no request");
        fixture.outcomes.videos(3);
        fixture.outcomes.deadLetters(2);

        awaits(() -> assertThat(metrics(pipeline))
                .contains(outcome("video", "API", 1))
                .contains(outcome("video", "ZAPIER", 2))
                .contains(outcome("dead-letter", "ZAPIER", 1))
                .contains(outcome("dead-letter", "unknown", 1))
                .contains(gauge("lag", fixture.topics.requests(), 0))
                .contains(gauge("lag", fixture.topics.retries(), 0))
                .contains(gauge("in_flight", fixture.topics.requests(), 0))
                .contains(gauge("in_flight", fixture.topics.retries(), 0))
                .contains("tiktok_lookups")
                .doesNotContain(fixture.sandbox.apiKey("apidirect")));
        awaits(() -> {
            HttpResponse<String> health = get(pipeline, "/health");
            assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
            assertThat(health.body()).contains("\"status\":\"UP\"").doesNotContain(fixture.sandbox.apiKey("apidirect"));
        });
    }

    @Test
    void pipelineWithRefusedKeyIsDownWithReason() {
        Pipeline pipeline = fixture.with("camel.component.tiktok.apidirect.api-key", KEY)
                .with("camel.main.shutdown-timeout", "1")
                .start();
        fixture.send("7311111111111111111");
        fixture.send("7311111111111111112");

        awaits(() -> {
            HttpResponse<String> health = get(pipeline, "/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body())
                    .contains("\"status\":\"DOWN\"")
                    .contains("circuit breaker of apidirect open until")
                    .doesNotContain(KEY);
        });
        awaits(() -> assertThat(metrics(pipeline))
                .contains(gauge("lag", fixture.topics.requests(), 2))
                .contains(gauge("in_flight", fixture.topics.requests(), 2))
                .doesNotContain(KEY));
        end(pipeline, 2);
    }

    @Test
    void requestsThatNoInstanceReadsAreCounted() throws Exception {
        Pipeline pipeline = fixture.start();
        awaits(() -> assertThat(metrics(pipeline))
                .contains(gauge("lag", fixture.topics.requests(), 0))
                .contains(gauge("unassigned_partitions", fixture.topics.requests(), 0)));

        pipeline.context().getRouteController().stopRoute("requests");
        fixture.send("7311111111111111111");
        fixture.send("7311111111111111112");

        awaits(() -> assertThat(metrics(pipeline))
                .contains(gauge("lag", fixture.topics.requests(), 2))
                .contains(gauge("unassigned_partitions", fixture.topics.requests(), 1))
                .contains(gauge("unassigned_partitions", fixture.topics.retries(), 0)));
    }

    /** Ends requests in flight, because a stop would wait for them for 10 s. */
    private void end(Pipeline pipeline, int requests) {
        fixture.sandbox.wireMock().stubFor(ApiDirectStubs.failure(404, "not_found"));
        pipeline.context().getComponent("tiktok", TikTokManagedComponent.class).closeCircuits();
        fixture.outcomes.deadLetters(requests);
    }

    private static String outcome(String outcome, String requestSource, int count) {
        return "tiktok_pipeline_outcomes_total{outcome=\"" + outcome + "\",requestSource=\"" + requestSource + "\"} "
                + count + ".0\n";
    }

    private static String gauge(String name, String topic, int value) {
        return "tiktok_pipeline_" + name + "{topic=\"" + topic + "\"} " + value + ".0\n";
    }

    private String metrics(Pipeline pipeline) throws Exception {
        return get(pipeline, "/metrics").body();
    }

    private HttpResponse<String> get(Pipeline pipeline, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(pipeline.managementUrl() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void awaits(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
