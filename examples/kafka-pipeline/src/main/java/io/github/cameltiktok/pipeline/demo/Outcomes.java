package io.github.cameltiktok.pipeline.demo;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what the pipeline writes, from when it is opened, and counts. For one thread. */
final class Outcomes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Map<RequestKind, Integer>> records = new HashMap<>();
    private final Map<String, Integer> reasons = new HashMap<>();
    private final Set<String> ended = new HashSet<>();

    private Outcomes(Topics topics, KafkaConsumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
    }

    /** Opens the topics at their ends: what is written from now on counts. */
    static Outcomes open(String brokers, Topics topics) {
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
        // Without this the end would be looked for at the first poll, when it may have moved.
        partitions.forEach(consumer::position);
        return new Outcomes(topics, consumer);
    }

    /**
     * Reads until so many requests have their outcome, or the time is over.
     *
     * @param progress is told now and then how many have
     */
    void await(int requests, Duration atMost, IntConsumer progress) {
        long end = System.nanoTime() + atMost.toNanos();
        while (ended.size() < requests && System.nanoTime() < end) {
            consumer.poll(POLL).forEach(this::count);
            progress.accept(ended.size());
        }
    }

    /** Returns the requests that have a video or a dead letter. */
    int ended() {
        return ended.size();
    }

    /** Returns the records of a topic that are about requests of a kind. */
    int records(String topic, RequestKind kind) {
        return records.getOrDefault(topic, Map.of()).getOrDefault(kind, 0);
    }

    /** Returns the dead letters by the simple names of their exceptions. */
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
        ended.add(header(record, "tiktok-request-partition") + '/' + header(record, "tiktok-request-offset"));
        if (record.topic().equals(topics.deadLetters())) {
            String type = header(record, "tiktok-error-class");
            reasons.merge(type.substring(type.lastIndexOf('.') + 1), 1, Integer::sum);
        }
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
