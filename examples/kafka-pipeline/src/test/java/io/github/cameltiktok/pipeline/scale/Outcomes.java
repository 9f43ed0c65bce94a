package io.github.cameltiktok.pipeline.scale;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What the instances write: how often, about which requests, and when. For one thread. */
final class Outcomes implements AutoCloseable {

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Set<String> ended = new HashSet<>();
    private final List<Long> times = new ArrayList<>();
    private int videos;
    private int deadLetters;
    private int retries;

    Outcomes(String brokers, Topics topics) {
        this.topics = topics;
        consumer = new KafkaConsumer<>(
                // Large fetches a few times a second leave the machine to those that are measured.
                Map.of(
                        "bootstrap.servers", brokers,
                        "enable.auto.commit", "false",
                        "fetch.min.bytes", "1000000",
                        "fetch.max.wait.ms", "200",
                        "max.poll.records", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.videos(), topics.deadLetters(), topics.retries())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until so many requests have their outcome, or the time is over, and returns how many have. */
    int await(int requests, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (ended.size() < requests && System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(500)).forEach(this::count);
        }
        return ended.size();
    }

    /** ValueCounts from here on; what was before was practice. */
    void forget() {
        ended.clear();
        times.clear();
        videos = 0;
        deadLetters = 0;
        retries = 0;
    }

    int videos() {
        return videos;
    }

    int deadLetters() {
        return deadLetters;
    }

    int retries() {
        return retries;
    }

    /** Returns the time from the first outcome to the last, in seconds, by the clocks of the instances. */
    double seconds() {
        return seconds(0, times.size() - 1);
    }

    /** Returns the outcomes a second in the middle 80 % of them, when none starts and none is at its end. */
    double rate() {
        Collections.sort(times);
        int from = times.size() / 10;
        int to = times.size() - 1 - from;
        return (to - from) / seconds(from, to);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private double seconds(int from, int to) {
        Collections.sort(times);
        return (times.get(to) - times.get(from)) / 1e3;
    }

    private void count(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.retries())) {
            retries++;
            return;
        }
        if (record.topic().equals(topics.videos())) {
            videos++;
        } else {
            deadLetters++;
        }
        ended.add(header(record, "tiktok-request-partition") + '/' + header(record, "tiktok-request-offset"));
        times.add(record.timestamp());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
