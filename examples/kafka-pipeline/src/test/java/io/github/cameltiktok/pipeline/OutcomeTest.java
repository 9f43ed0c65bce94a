package io.github.cameltiktok.pipeline;

import static io.github.cameltiktok.pipeline.OutcomeReader.header;
import static io.github.cameltiktok.pipeline.OutcomeReader.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.RateLimitedVideos;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutcomeTest {

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
    void linkBecomesItsVideoKeyedById() {
        long offset = fixture.send("https://www.tiktok.com/@some.cook/video/7311111111111111111");

        ConsumerRecord<byte[], byte[]> video = fixture.outcomes.videoOf(offset);

        assertThat(text(video.key())).isEqualTo("7311111111111111111");
        assertThat(text(video.value())).startsWith("{\"id\":\"7311111111111111111\"");
        assertThat(header(video, "content-type")).isEqualTo("application/json");
        assertThat(header(video, "dataschema")).isEqualTo("urn:cameltiktok:tiktok-video");
        assertThat(header(video, "tiktok-request-topic")).isEqualTo(fixture.topics.requests());
        assertThat(header(video, "tiktok-request-partition")).isEqualTo("0");
        assertThat(header(video, "tiktok-request-offset")).isEqualTo(Long.toString(offset));
        assertThat(header(video, "tiktok-request-source")).isEqualTo("API");
        assertThat(header(video, "tiktok-attempts")).isEqualTo("1");
    }

    @Test
    void invalidRequestBecomesDeadLetterWithReason() {
        ConsumerRecord<byte[], byte[]> letter = fixture.outcomes.deadLetterOf(fixture.send("a cat video, please"));

        assertThat(header(letter, "tiktok-error-message")).contains("Nothing was sent");
        assertThat(text(letter.value())).isEqualTo("a cat video, please");
        assertThat(header(letter, "tiktok-error-class"))
                .isEqualTo("io.github.cameltiktok.TikTokInvalidRequestException");
        assertThat(header(letter, "tiktok-attempts")).isEqualTo("0");
        assertThat(header(letter, "tiktok-error-status")).isNull();
    }

    @Test
    void rateLimitedRequestIsRetriedAfterRetryAfterAndBecomesVideo() {
        long offset =
                fixture.send("{\"video_id\":\"" + RateLimitedVideos.videoId(1) + "\",\"requestSource\":\"ZAPIER\"}");

        ConsumerRecord<byte[], byte[]> retry = fixture.outcomes.retryOf(offset);
        ConsumerRecord<byte[], byte[]> video = fixture.outcomes.videoOf(offset);

        assertThat(header(retry, "tiktok-error-class")).isEqualTo("io.github.cameltiktok.TikTokRateLimitException");
        assertThat(header(retry, "tiktok-error-provider")).isEqualTo("apidirect");
        assertThat(header(retry, "tiktok-error-status")).isEqualTo("429");
        assertThat(header(retry, "tiktok-retry")).isEqualTo("1");
        assertThat(Instant.parse(header(retry, "tiktok-due")))
                .isAfterOrEqualTo(Instant.ofEpochMilli(retry.timestamp()).plusMillis(900));
        assertThat(video.timestamp())
                .isGreaterThanOrEqualTo(
                        Instant.parse(header(retry, "tiktok-due")).toEpochMilli());
        assertThat(header(video, "tiktok-attempts")).isEqualTo("2");
        assertThat(header(video, "tiktok-request-source")).isEqualTo("ZAPIER");
        assertThat(header(video, "tiktok-error-class")).isNull();
        assertThat(header(video, "tiktok-due")).isNull();
        assertThat(fixture.outcomes.retries(1))
                .filteredOn(record -> header(record, "tiktok-request-offset").equals(Long.toString(offset)))
                .hasSize(1);
    }
}
