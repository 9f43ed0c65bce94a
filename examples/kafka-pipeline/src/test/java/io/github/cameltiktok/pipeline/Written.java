package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** What the pipeline has written to its topics. For one thread. */
final class Written implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Topics topics;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    Written(String brokers, Topics topics) {
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

    /** Waits for videos, and returns all that there are. */
    List<ConsumerRecord<byte[], byte[]>> videos(int atLeast) {
        return await(topics.videos(), atLeast);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(int atLeast) {
        return await(topics.deadLetters(), atLeast);
    }

    List<ConsumerRecord<byte[], byte[]>> retries(int atLeast) {
        return await(topics.retries(), atLeast);
    }

    /** Waits for the video of a request, where there is one partition of requests only. */
    ConsumerRecord<byte[], byte[]> videoOf(long offset) {
        return videoOf(Long.toString(offset));
    }

    ConsumerRecord<byte[], byte[]> videoOf(String offset) {
        return await(topics.videos(), offset);
    }

    ConsumerRecord<byte[], byte[]> deadLetterOf(long offset) {
        return deadLetterOf(Long.toString(offset));
    }

    ConsumerRecord<byte[], byte[]> deadLetterOf(String offset) {
        return await(topics.deadLetters(), offset);
    }

    ConsumerRecord<byte[], byte[]> retryOf(long offset) {
        return await(topics.retries(), Long.toString(offset));
    }

    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** Returns the names of the headers whose value is null, in order. */
    static List<String> nullHeaders(ConsumerRecord<byte[], byte[]> record) {
        return Stream.of(record.headers().toArray())
                .filter(header -> header.value() == null)
                .map(Header::key)
                .toList();
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private ConsumerRecord<byte[], byte[]> await(String topic, String offset) {
        return find(topic, offset).orElseGet(() -> polling()
                .alias("record in " + topic + " for the request at " + offset)
                .until(
                        () -> {
                            poll();
                            return find(topic, offset);
                        },
                        Optional::isPresent)
                .orElseThrow());
    }

    private Optional<ConsumerRecord<byte[], byte[]>> find(String topic, String offset) {
        return of(topic).stream()
                .filter(record -> offset.equals(header(record, "tiktok-request-offset")))
                .findFirst();
    }

    private List<ConsumerRecord<byte[], byte[]>> await(String topic, int atLeast) {
        polling().until(() -> {
            poll();
            return of(topic).size() >= atLeast;
        });
        poll();
        return of(topic);
    }

    /** It is the consumer's poll that waits. */
    private static ConditionFactory polling() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1));
    }

    private void poll() {
        consumer.poll(Duration.ofMillis(50)).forEach(records::add);
    }

    private List<ConsumerRecord<byte[], byte[]>> of(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }
}
