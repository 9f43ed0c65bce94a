package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.kafka.ClientFailures;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads dead letters from a position to the end that the topic has when reading begins. Fetches at most 8 MiB of records at a
 * time. For one thread.
 */
final class DeadLetterReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);
    private static final int FETCH_BYTES = 8 * 1024 * 1024;
    private static final int POLL_RECORDS = 500;

    private final KafkaSettings settings;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private long total;
    private long lastProgress = System.nanoTime();

    DeadLetterReader(KafkaSettings settings) {
        this.settings = settings;
        Map<String, Object> properties = new HashMap<>();
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) STALL_TIMEOUT.toMillis());
        properties.putAll(settings.consumer());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        // Retention may delete records between the start and the first fetch.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Begins to read. The present ends of the topic are the end of reading.
     *
     * @param partitions of the topic
     * @param positions offsets to continue at; partitions without one are read from their beginning
     */
    void start(Collection<TopicPartition> partitions, Selection selection, Map<TopicPartition, Long> positions) {
        Map<TopicPartition, Long> starts = new TreeMap<>(DeadLetterReader::compare);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions).forEach((partition, topicEnd) -> {
            long from = Math.max(
                    Math.max(beginnings.getOrDefault(partition, 0L), positions.getOrDefault(partition, 0L)),
                    selection.firstOffset(partition.partition()));
            long end = Math.min(topicEnd, selection.lastOffset(partition.partition()) + 1);
            if (from < end) {
                starts.put(partition, from);
                ends.put(partition, end);
                total += end - from;
            }
        });
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        lastProgress = System.nanoTime();
    }

    /** Returns the number of offsets from the start to the end. Some may hold no record. */
    long total() {
        return total;
    }

    /** Returns the number of these offsets that have been read. */
    long done() {
        return total
                - ends.entrySet().stream()
                        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                        .sum();
    }

    /**
     * Returns the next letters; an empty list if there are none within 200 ms.
     *
     * @throws RuntimeException if there is no progress for 30 s
     */
    List<DeadLetter> poll() {
        List<DeadLetter> letters = new ArrayList<>();
        if (isAtEnd()) {
            return letters;
        }
        long before = done();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            DeadLetter letter = new DeadLetter(record);
            if (letter.offset() < ends.getOrDefault(letter.partition(), 0L)) {
                letters.add(letter);
            }
        }
        // Letters beyond the end would displace letters of other partitions in a fetch.
        consumer.pause(ends.keySet().stream().filter(this::isAtEnd).toList());
        if (done() > before) {
            lastProgress = System.nanoTime();
        } else if (System.nanoTime() - lastProgress > STALL_TIMEOUT.toNanos()) {
            throw ClientFailures.silent(settings, "no dead letter for " + STALL_TIMEOUT.toSeconds() + " s");
        }
        return letters;
    }

    boolean isAtEnd() {
        return ends.keySet().stream().allMatch(this::isAtEnd);
    }

    /** Returns the offsets at which reading ends. */
    Map<TopicPartition, Long> ends() {
        return Map.copyOf(ends);
    }

    /** Returns the partitions that are read. */
    Set<TopicPartition> partitions() {
        return Set.copyOf(ends.keySet());
    }

    @Override
    public void close() {
        consumer.close(Duration.ZERO);
    }

    private boolean isAtEnd(TopicPartition partition) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    private static int compare(TopicPartition one, TopicPartition other) {
        return Integer.compare(one.partition(), other.partition());
    }
}
