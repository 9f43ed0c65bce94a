package io.github.cameltiktok.pipeline.demo;

import io.github.cameltiktok.pipeline.RecordHeaders;
import io.github.cameltiktok.pipeline.kafka.Topics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the records that the pipeline writes after {@link #open}. For one thread. */
final class OutcomeCounts implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Map<RequestKind, Integer>> records = new HashMap<>();
    private final Map<String, Integer> reasons = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    private OutcomeCounts(Topics topics, KafkaConsumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
    }

    /** Opens the topics at their ends, so that only later records count. */
    static OutcomeCounts open(String brokers, Topics topics) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.videos(), topics.deadLetters(), topics.retries())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Otherwise the ends would be read at the first poll, when they may have moved.
        partitions.forEach(consumer::position);
        return new OutcomeCounts(topics, consumer);
    }

    /**
     * Reads until a number of requests have their outcome, or the time limit has passed.
     *
     * @param progress receives the number of requests with an outcome, at least every 200 ms
     */
    void await(int requests, Duration atMost, IntConsumer progress) {
        long end = System.nanoTime() + atMost.toNanos();
        while (ended.size() < requests && System.nanoTime() < end) {
            consumer.poll(POLL).forEach(this::count);
            progress.accept(ended.size());
        }
    }

    /** Returns the number of requests that have a video or a dead letter. */
    int ended() {
        return ended.size();
    }

    /** Returns the number of records of a topic for requests of a kind. */
    int records(String topic, RequestKind kind) {
        return records.getOrDefault(topic, Map.of()).getOrDefault(kind, 0);
    }

    /** Returns the numbers of dead letters by the simple name of their exception. */
    Map<String, Integer> reasons() {
        return Map.copyOf(reasons);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        RequestKind kind = RequestKind.valueOf(header(record, MixedRequests.KIND));
        records.computeIfAbsent(record.topic(), any -> new EnumMap<>(RequestKind.class))
                .merge(kind, 1, Integer::sum);
        if (record.topic().equals(topics.retries())) {
            return;
        }
        ended.add(header(record, RecordHeaders.PARTITION) + '/' + header(record, RecordHeaders.OFFSET));
        if (record.topic().equals(topics.deadLetters())) {
            String type = header(record, RecordHeaders.ERROR_CLASS);
            reasons.merge(type.substring(type.lastIndexOf('.') + 1), 1, Integer::sum);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return Objects.requireNonNullElse(RecordHeaders.text(record, name), "");
    }
}
