package io.github.cameltiktok.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelayQueueTest {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    private final DelayQueue waiting = new DelayQueue();

    @Test
    void dueRecordsAreTakenEarliestFirst() {
        waiting.add(NOW, record(0, 1));
        waiting.add(NOW.minusSeconds(2), record(0, 2));
        waiting.add(NOW.plusNanos(1), record(0, 3));
        waiting.add(NOW.minusSeconds(1), record(1, 4));

        assertThat(offsets(NOW)).containsExactly(2L, 4L, 1L);
        assertThat(offsets(NOW)).isEmpty();
        assertThat(offsets(NOW.plusSeconds(1))).containsExactly(3L);
    }

    @Test
    void recordsWithoutDelayStayInOrder() {
        for (long offset = 0; offset < 20; offset++) {
            waiting.add(Instant.MIN, record(0, offset));
        }

        assertThat(offsets(NOW)).isSorted().hasSize(20);
    }

    @Test
    void recordsOfPausedPartitionStayQueued() {
        waiting.add(NOW, record(0, 1));
        waiting.add(NOW, record(1, 2));

        assertThat(waiting.take(NOW, Set.of(partition(0))))
                .extracting(ConsumerRecord::offset)
                .containsExactly(2L);
        assertThat(offsets(NOW)).containsExactly(1L);
    }

    @Test
    void recordsOfDroppedPartitionsAreRemovedAndCounted() {
        waiting.add(NOW, record(0, 1));
        waiting.add(NOW, record(0, 2));
        waiting.add(NOW, record(1, 3));

        assertThat(waiting.drop(Set.of(partition(0), partition(2)))).containsExactly(entry(0, 2));
        assertThat(offsets(NOW)).containsExactly(3L);
    }

    @Test
    void emptyQueueAllowsFullTimeout() {
        assertThat(waiting.atMost(TIMEOUT, NOW)).isEqualTo(TIMEOUT);
    }

    @ParameterizedTest
    @CsvSource({"-1000,0", "0,0", "20,20", "50,50", "51,50", "100000,50"})
    void timeoutEndsWhenNextRecordIsDue(long dueMillis, long pollMillis) {
        waiting.add(NOW.plusMillis(dueMillis), record(0, 1));
        waiting.add(NOW.plusSeconds(1_000), record(0, 2));

        assertThat(waiting.atMost(TIMEOUT, NOW)).hasMillis(pollMillis);
    }

    @Test
    void minimumAndMaximumInstantAreAccepted() {
        waiting.add(Instant.MAX, record(0, 1));
        assertThat(waiting.atMost(TIMEOUT, NOW)).isEqualTo(TIMEOUT);
        waiting.add(Instant.MIN, record(0, 2));
        assertThat(waiting.atMost(TIMEOUT, NOW)).isZero();
    }

    private List<Long> offsets(Instant now) {
        return waiting.take(now, Set.of()).stream().map(ConsumerRecord::offset).toList();
    }

    private static Map.Entry<TopicPartition, Integer> entry(int partition, int count) {
        return Map.entry(partition(partition), count);
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("topic", number);
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("topic", partition, offset, new byte[0], new byte[0]);
    }
}
