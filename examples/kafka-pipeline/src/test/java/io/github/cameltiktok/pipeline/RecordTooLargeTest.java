package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static io.github.cameltiktok.pipeline.OutcomeReader.nullHeaders;
import static io.github.cameltiktok.pipeline.OutcomeReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.RateLimitedVideos;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Outcomes that are larger than their topics allow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordTooLargeTest {

    private static final String TOO_LARGE = "org.apache.kafka.common.errors.RecordTooLargeException";

    private static final String VIDEO_REQUEST = "{\"video_id\":\"7311111111111111111\",\"requestSource\":\"ZAPIER\"}";
    private static final String RETRY_REQUEST = RateLimitedVideos.videoId(7);

    private final PipelineFixture fixture = PipelineFixture.withPartitions(1);
    private long largeValue;
    private long smallRequest;
    private long largeKeyAndHeader;
    private long largeVideo;
    private long largeRetry;

    /** Sends all requests at once, because an outcome waits for 1 s before it is written again, and then for 2 s. */
    @BeforeAll
    void send() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", PipelineFixture.brokers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            topic(fixture.topics.videos()), limit(1_000),
                            topic(fixture.topics.retries()), limit(300),
                            topic(fixture.topics.deadLetters()), limit(2_000)))
                    .all()
                    .get();
        }
        // Gives outcomes time to share a batch, which would then be too large.
        fixture.with("camel.component.kafka.linger-ms", "200").start();
        largeValue = fixture.send(record(bytes("key"), bytes("x".repeat(5_000)), bytes("42")));
        smallRequest = fixture.send("no request either");
        largeKeyAndHeader = fixture.send(record(bytes("k".repeat(3_000)), bytes("x"), bytes("4".repeat(3_000))));
        largeVideo = fixture.send(record(bytes("key"), bytes(VIDEO_REQUEST), bytes("42")));
        largeRetry = fixture.send(RETRY_REQUEST);
    }

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void deadLetterThatIsTooLargeLosesItsValue() {
        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(largeValue);

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(header(letter, "tiktok-value-omitted")).isEqualTo("5000");
        assertThat(header(letter, "x-order")).isEqualTo("42");
        assertThat(nullHeaders(letter)).containsExactly("x-null");
        assertThat(header(letter, "tiktok-error-class"))
                .isEqualTo("io.github.cameltiktok.TikTokInvalidRequestException");
        assertThat(text(fixture.outcomes.deadLetterOf(smallRequest).value())).isEqualTo("no request either");
    }

    @Test
    void deadLetterThatIsTooLargeWithoutValueKeepsOnlyPipelineHeaders() {
        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(largeKeyAndHeader);

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isNull();
        assertThat(header(letter, "tiktok-value-omitted")).isEqualTo("1");
        assertThat(header(letter, "x-order")).isNull();
    }

    @Test
    void videoThatIsTooLargeBecomesDeadLetterWithItsRequest() {
        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(largeVideo);

        assertThat(text(letter.value())).isEqualTo(VIDEO_REQUEST);
        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(header(letter, "tiktok-error-class")).isEqualTo(TOO_LARGE);
        assertThat(header(letter, "tiktok-request-source")).isEqualTo("ZAPIER");
        assertThat(header(letter, "tiktok-attempts")).isEqualTo("1");
        assertThat(header(letter, "dataschema")).isNull();
    }

    @Test
    void retryThatIsTooLargeBecomesDeadLetter() {
        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(largeRetry);

        assertThat(text(letter.value())).isEqualTo(RETRY_REQUEST);
        assertThat(header(letter, "tiktok-error-class")).isEqualTo(TOO_LARGE);
        assertThat(header(letter, "tiktok-due")).isNull();
    }

    private ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value, byte[] order) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(fixture.topics.requests(), key, value);
        record.headers().add("x-order", order).add("x-null", null);
        return record;
    }

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static List<AlterConfigOp> limit(int bytes) {
        return List.of(new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes)),
                AlterConfigOp.OpType.SET));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
