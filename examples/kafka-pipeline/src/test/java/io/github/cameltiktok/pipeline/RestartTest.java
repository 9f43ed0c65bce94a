package io.github.cameltiktok.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestartTest {

    private static final long FIRST_ID = 7_400_000_000_000_000_000L;
    private static final int REQUESTS = 200;
    private static final int RETRIES = 60;

    private final PipelineFixture fixture = PipelineFixture.withPartitions(3);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void stopAndRestartLoseAndRepeatNoRequest() {
        fixture.sandbox.latency(Duration.ofMillis(20));
        for (int i = 0; i < REQUESTS; i++) {
            fixture.send(Long.toString(FIRST_ID + i));
        }

        Pipeline first = fixture.start();
        int before = fixture.outcomes.videos(REQUESTS / 4).size();
        first.close();
        fixture.start();
        List<ConsumerRecord<byte[], byte[]>> videos = fixture.outcomes.videos(REQUESTS);

        assertThat(before).isLessThan(REQUESTS);
        assertThat(videos)
                .extracting(video -> new String(video.key(), StandardCharsets.UTF_8))
                .doesNotHaveDuplicates()
                .hasSize(REQUESTS);
        assertThat(fixture.sandbox.calls("apidirect")).isEqualTo(REQUESTS);
    }

    @Test
    void stopLeavesDueRetriesToNextInstance() {
        Pipeline first = fixture.start();
        fixture.send(Long.toString(FIRST_ID));
        fixture.outcomes.videos(1);
        // Longer than the time between retries, so that a retry is always in flight.
        fixture.sandbox.latency(Duration.ofMillis(200));
        Instant now = Instant.now();
        for (int i = 1; i <= RETRIES; i++) {
            sendRetry(Long.toString(FIRST_ID + i), now.plusMillis(50L * i));
        }

        first.close();
        int before = fixture.outcomes.videos(1).size();
        fixture.sandbox.latency(Duration.ZERO);
        fixture.start();
        List<ConsumerRecord<byte[], byte[]>> videos = fixture.outcomes.videos(1 + RETRIES);

        assertThat(before).isLessThan(RETRIES);
        assertThat(videos)
                .extracting(video -> new String(video.key(), StandardCharsets.UTF_8))
                .doesNotHaveDuplicates()
                .hasSize(1 + RETRIES);
    }

    private void sendRetry(String request, Instant due) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(fixture.topics.retries(), request.getBytes(StandardCharsets.UTF_8));
        record.headers().add("tiktok-due", due.toString().getBytes(StandardCharsets.UTF_8));
        fixture.send(record);
    }
}
