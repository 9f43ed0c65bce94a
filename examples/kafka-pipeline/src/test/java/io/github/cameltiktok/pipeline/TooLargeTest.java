package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.Written.header;
import static io.github.cameltiktok.pipeline.Written.nullHeaders;
import static io.github.cameltiktok.pipeline.Written.text;
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

/** Topics that take less than they are given. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TooLargeTest {

    private static final String TOO_LARGE = "org.apache.kafka.common.errors.RecordTooLargeException";

    private final Rig rig = Rig.withPartitions(1);

    @BeforeAll
    void start() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Rig.brokers()))) {
            admin.incrementalAlterConfigs(Map.of(
                            topic(rig.topics.videos()), limit(1_000),
                            topic(rig.topics.retries()), limit(300),
                            topic(rig.topics.deadLetters()), limit(2_000)))
                    .all()
                    .get();
        }
        // Time for outcomes to meet in one batch, which is then what is too large.
        rig.with("camel.component.kafka.linger-ms", "200").start();
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @Test
    void aDeadLetterThatIsRefusedGoesWithoutItsValue() {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(rig.topics.requests(), bytes("key"), bytes("x".repeat(5_000)));
        record.headers().add("x-order", bytes("42")).add("x-null", null);
        long offset = rig.send(record);
        long next = rig.send("no request either");

        ConsumerRecord<byte[], byte[]> letter = rig.written.deadLetterOf(offset);

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(header(letter, "tiktok-value-omitted")).isEqualTo("5000");
        assertThat(header(letter, "x-order")).isEqualTo("42");
        assertThat(nullHeaders(letter)).containsExactly("x-null");
        assertThat(header(letter, "tiktok-error-class"))
                .isEqualTo("io.github.cameltiktok.TikTokInvalidRequestException");
        assertThat(text(rig.written.deadLetterOf(next).value())).isEqualTo("no request either");
    }

    @Test
    void ifThatIsStillTooLargeOnlyHeadersOfThePipelineAreLeft() {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(rig.topics.requests(), bytes("k".repeat(3_000)), bytes("x"));
        record.headers().add("x-order", bytes("4".repeat(3_000)));

        ConsumerRecord<byte[], byte[]> letter = rig.written.deadLetterOf(rig.send(record));

        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isNull();
        assertThat(header(letter, "tiktok-value-omitted")).isEqualTo("1");
        assertThat(header(letter, "x-order")).isNull();
    }

    @Test
    void aVideoThatIsRefusedIsADeadLetterWithItsRequest() {
        String request = "{\"video_id\":\"7311111111111111111\",\"requestSource\":\"ZAPIER\"}";
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(rig.topics.requests(), bytes("key"), bytes(request));

        ConsumerRecord<byte[], byte[]> letter = rig.written.deadLetterOf(rig.send(record));

        assertThat(text(letter.value())).isEqualTo(request);
        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(header(letter, "tiktok-error-class")).isEqualTo(TOO_LARGE);
        assertThat(header(letter, "tiktok-request-source")).isEqualTo("ZAPIER");
        assertThat(header(letter, "tiktok-attempts")).isEqualTo("1");
        assertThat(header(letter, "dataschema")).isNull();
    }

    @Test
    void aRetryThatIsRefusedIsADeadLetter() {
        String request = RateLimitedVideos.videoId(7);

        ConsumerRecord<byte[], byte[]> letter = rig.written.deadLetterOf(rig.send(request));

        assertThat(text(letter.value())).isEqualTo(request);
        assertThat(header(letter, "tiktok-error-class")).isEqualTo(TOO_LARGE);
        assertThat(header(letter, "tiktok-due")).isNull();
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
