package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.topic.TopicConsumer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** Reads the outcomes of a pipeline: videos, dead letters and retries. For one thread. */
final class OutcomeReader implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Topics topics;
    private final TopicConsumer consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

    OutcomeReader(String brokers, Topics topics) {
        this.topics = topics;
        consumer = TopicConsumer.ofOutcomes(brokers, topics, Map.of());
    }

    /** Waits for a number of videos, and returns all videos. */
    List<ConsumerRecord<byte[], byte[]>> videos(int atLeast) {
        return await(topics.videos(), atLeast);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters(int atLeast) {
        return await(topics.deadLetters(), atLeast);
    }

    List<ConsumerRecord<byte[], byte[]>> retries(int atLeast) {
        return await(topics.retries(), atLeast);
    }

    /** Waits for the video of a request, for topics with one partition. */
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
        return RecordHeaders.text(record, name);
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

    /** Polls at once and often, because the poll of the consumer waits. */
    private static ConditionFactory polling() {
        return Awaitility.await()
                .atMost(TIMEOUT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1));
    }

    private void poll() {
        consumer.poll(records::add);
    }

    private List<ConsumerRecord<byte[], byte[]>> of(String topic) {
        return records.stream().filter(record -> record.topic().equals(topic)).toList();
    }
}
