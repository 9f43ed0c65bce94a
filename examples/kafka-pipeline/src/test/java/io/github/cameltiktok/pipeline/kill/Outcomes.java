package io.github.cameltiktok.pipeline.kill;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** All videos and dead letters by the numbers of their requests, and how many retries. For one thread. */
final class Outcomes implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(50);

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> byRequest = new HashMap<>();
    private int retries;

    Outcomes(String brokers, Topics topics) {
        this.topics = topics;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.videos(), topics.deadLetters(), topics.retries())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what has been written since, but waits for no more than a moment. */
    void read() {
        consumer.poll(POLL).forEach(record -> {
            if (record.topic().equals(topics.retries())) {
                retries++;
            } else {
                byRequest
                        .computeIfAbsent(number(record), any -> new ArrayList<>())
                        .add(record);
            }
        });
    }

    /** Reads to the end of all that is there. */
    void readAll() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read();
        }
    }

    /** Returns how many requests have an outcome. */
    int requests() {
        return byRequest.size();
    }

    int retries() {
        return retries;
    }

    List<ConsumerRecord<byte[], byte[]>> of(int request) {
        return byRequest.getOrDefault(request, List.of());
    }

    long videos() {
        return count(topics.videos());
    }

    long deadLetters() {
        return count(topics.deadLetters());
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private long count(String topic) {
        return byRequest.values().stream()
                .flatMap(List::stream)
                .filter(record -> record.topic().equals(topic))
                .count();
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(header(record, Asked.NUMBER));
    }
}
