package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.nullHeaders;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.RateLimitedVideos;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NullHeaderTest {

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1);

    @BeforeAll
    void start() {
        fixture.start();
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void videoKeepsNullHeader() {
        assertKept(fixture.outcomes.videoOf(send("7311111111111111111")));
    }

    @Test
    void retryAndItsVideoKeepNullHeader() {
        long offset = send(RateLimitedVideos.videoId(1));

        assertKept(fixture.outcomes.retryOf(offset));
        assertKept(fixture.outcomes.videoOf(offset));
    }

    @Test
    void deadLetterKeepsNullHeader() {
        assertKept(fixture.outcomes.deadLetterOf(send("no request")));
    }

    private long send(String request) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(fixture.topics.requests(), bytes(request));
        record.headers()
                .add("x-null", null)
                .add("x-empty", new byte[0])
                .add("x-order", bytes("42"))
                .add("tiktok-due", null)
                .add("kafka.KEY", null);
        return fixture.send(record);
    }

    private static void assertKept(ConsumerRecord<byte[], byte[]> outcome) {
        assertThat(nullHeaders(outcome)).containsExactly("x-null");
        assertThat(outcome.headers().lastHeader("x-empty").value()).isEmpty();
        assertThat(outcome.headers().lastHeader("x-order").value()).isEqualTo(bytes("42"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
