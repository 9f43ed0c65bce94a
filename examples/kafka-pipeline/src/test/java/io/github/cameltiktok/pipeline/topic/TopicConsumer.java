package io.github.cameltiktok.pipeline.topic;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, without a group. For one thread. */
public final class TopicConsumer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Creates a consumer at the beginning of existing topics.
     *
     * @param settings of the consumer, added to the brokers
     */
    public TopicConsumer(String brokers, List<String> topics, Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", brokers);
        all.put("enable.auto.commit", "false");
        consumer = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Creates a consumer of videos, dead letters and retries. */
    public static TopicConsumer ofOutcomes(String brokers, Topics topics, Map<String, Object> settings) {
        return new TopicConsumer(brokers, List.of(topics.videos(), topics.deadLetters(), topics.retries()), settings);
    }

    /** Reads the records that arrive within 50 ms. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        poll(POLL, action);
    }

    /** Reads the next records; none after the timeout. */
    public void poll(Duration timeout, Consumer<ConsumerRecord<byte[], byte[]>> action) {
        consumer.poll(timeout).forEach(action);
    }

    /** Reads to the present ends of the topics. */
    public void readToEnd(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!hasReached(ends)) {
            poll(action);
        }
    }

    /** Returns whether the position of each partition is at least the given offset. */
    public boolean hasReached(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /** Returns the partitions of the topics. */
    public Set<TopicPartition> partitions() {
        return consumer.assignment();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
