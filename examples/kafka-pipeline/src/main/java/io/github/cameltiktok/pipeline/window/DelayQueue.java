package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records that are held back until they are due, the earliest first. For the polling thread only. */
final class DelayQueue {

    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(Comparator.comparing(Entry::due)
            .thenComparing(entry -> entry.record().offset()));

    private record Entry(Instant due, ConsumerRecord<byte[], byte[]> record) {

        TopicPartition partition() {
            return new TopicPartition(record.topic(), record.partition());
        }
    }

    void add(Instant due, ConsumerRecord<byte[], byte[]> record) {
        waiting.add(new Entry(due, record));
    }

    /** Removes and returns the records that are due, except those of some partitions. */
    List<ConsumerRecord<byte[], byte[]>> take(Instant now, Set<TopicPartition> except) {
        List<ConsumerRecord<byte[], byte[]>> due = new ArrayList<>();
        List<Entry> staying = new ArrayList<>();
        for (Entry next = waiting.peek(); next != null && !next.due().isAfter(now); next = waiting.peek()) {
            waiting.remove();
            if (except.contains(next.partition())) {
                staying.add(next);
            } else {
                due.add(next.record());
            }
        }
        waiting.addAll(staying);
        return due;
    }

    /** Removes the records of partitions, and returns their number by partition. */
    Map<TopicPartition, Integer> drop(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Integer> dropped = new HashMap<>();
        waiting.removeIf(entry -> {
            boolean isGone = partitions.contains(entry.partition());
            if (isGone) {
                dropped.merge(entry.partition(), 1, Integer::sum);
            }
            return isGone;
        });
        return dropped;
    }

    /** Returns the time until the next record is due, but at most the timeout. */
    Duration atMost(Duration timeout, Instant now) {
        Entry next = waiting.peek();
        if (next == null) {
            return timeout;
        }
        Duration wait = Duration.between(now, next.due());
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(timeout) < 0 ? wait : timeout;
    }
}
