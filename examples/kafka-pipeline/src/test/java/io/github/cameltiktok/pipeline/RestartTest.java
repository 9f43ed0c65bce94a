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

    private final Rig rig = Rig.withPartitions(3);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aStopInTheMiddleLosesNothingAndRepeatsNothing() {
        rig.sandbox.latency(Duration.ofMillis(20));
        for (int i = 0; i < REQUESTS; i++) {
            rig.send(Long.toString(FIRST_ID + i));
        }

        Pipeline first = rig.start();
        int before = rig.written.videos(REQUESTS / 4).size();
        first.close();
        rig.start();
        List<ConsumerRecord<byte[], byte[]>> videos = rig.written.videos(REQUESTS);

        assertThat(before).isLessThan(REQUESTS);
        assertThat(videos)
                .extracting(video -> new String(video.key(), StandardCharsets.UTF_8))
                .doesNotHaveDuplicates()
                .hasSize(REQUESTS);
        assertThat(rig.sandbox.calls("apidirect")).isEqualTo(REQUESTS);
    }

    @Test
    void aStopWaitsForNoRetryThatComesDueAndTheNextInstanceHasThemAll() {
        Pipeline first = rig.start();
        rig.send(Long.toString(FIRST_ID));
        rig.written.videos(1);
        // Always one on its way, so that there is no moment in which nothing is.
        rig.sandbox.latency(Duration.ofMillis(200));
        Instant now = Instant.now();
        for (int i = 1; i <= RETRIES; i++) {
            sendRetry(Long.toString(FIRST_ID + i), now.plusMillis(50L * i));
        }

        first.close();
        int before = rig.written.videos(1).size();
        rig.sandbox.latency(Duration.ZERO);
        rig.start();
        List<ConsumerRecord<byte[], byte[]>> videos = rig.written.videos(1 + RETRIES);

        assertThat(before).isLessThan(RETRIES);
        assertThat(videos)
                .extracting(video -> new String(video.key(), StandardCharsets.UTF_8))
                .doesNotHaveDuplicates()
                .hasSize(1 + RETRIES);
    }

    private void sendRetry(String request, Instant due) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(rig.topics.retries(), request.getBytes(StandardCharsets.UTF_8));
        record.headers().add("tiktok-due", due.toString().getBytes(StandardCharsets.UTF_8));
        rig.send(record);
    }
}
