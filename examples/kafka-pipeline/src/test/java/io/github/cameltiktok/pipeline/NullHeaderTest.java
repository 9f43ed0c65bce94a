package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.Written.nullHeaders;
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

    private final Rig rig = Rig.withPartitions(1);

    @BeforeAll
    void start() {
        rig.start();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void aNullHeaderStaysOnTheVideo() {
        assertKept(rig.written.videoOf(send("7311111111111111111")));
    }

    @Test
    void aNullHeaderStaysOnTheRetryAndOnItsVideo() {
        long offset = send(RateLimitedVideos.videoId(1));

        assertKept(rig.written.retryOf(offset));
        assertKept(rig.written.videoOf(offset));
    }

    @Test
    void aNullHeaderStaysOnTheDeadLetter() {
        assertKept(rig.written.deadLetterOf(send("no request")));
    }

    private long send(String request) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(rig.topics.requests(), bytes(request));
        record.headers()
                .add("x-null", null)
                .add("x-empty", new byte[0])
                .add("x-order", bytes("42"))
                .add("tiktok-due", null)
                .add("kafka.KEY", null);
        return rig.send(record);
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
