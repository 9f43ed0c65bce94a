package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailedWriteTest {

    private static final long FIRST_ID = 7_400_000_000_000_000_000L;
    private static final int REQUESTS = 20;

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1);
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", PipelineFixture.brokers()));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        fixture.close();
        admin.close();
    }

    @Test
    void missingTopicFailsReadinessAndNoLookupIsRepeated() throws Exception {
        String videos = fixture.topics.videos();
        Pipeline pipeline = fixture.start();
        admin.deleteTopics(List.of(videos)).all().get();

        for (int i = 0; i < REQUESTS; i++) {
            fixture.send(Long.toString(FIRST_ID + i));
        }
        fixture.send("no request");
        fixture.outcomes.deadLetters(1);
        awaits(() -> {
            HttpResponse<String> ready = get(pipeline, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).contains("writing " + videos + " fails");
        });
        assertThat(get(pipeline, "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(pipeline, "/metrics").body())
                .contains("tiktok_pipeline_condition{condition=\"writing " + videos + "\"} 1.0");

        awaits(() -> admin.createTopics(List.of(new NewTopic(videos, Optional.of(1), Optional.empty())))
                .all()
                .get());
        awaits(() -> assertThat(end(videos)).isEqualTo(REQUESTS));
        awaits(() -> assertThat(get(pipeline, "/health/ready").statusCode()).isEqualTo(200));
        assertThat(fixture.sandbox.calls("apidirect")).isEqualTo(REQUESTS);
    }

    private long end(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private HttpResponse<String> get(Pipeline pipeline, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(pipeline.managementUrl() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void awaits(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(90)).ignoreExceptions().untilAsserted(assertion);
    }
}
