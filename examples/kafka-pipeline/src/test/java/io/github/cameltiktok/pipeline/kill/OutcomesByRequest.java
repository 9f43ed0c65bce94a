package io.github.cameltiktok.pipeline.kill;

import io.github.cameltiktok.pipeline.RecordHeaders;
import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.pipeline.topic.TopicConsumer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Videos and dead letters by the number of their request, and the number of retries. For one thread. */
final class OutcomesByRequest implements AutoCloseable {

    private final Topics topics;
    private final TopicConsumer consumer;
    private final Map<Integer, List<ConsumerRecord<byte[], byte[]>>> byRequest = new HashMap<>();
    private int retries;

    OutcomesByRequest(String brokers, Topics topics) {
        this.topics = topics;
        consumer = TopicConsumer.ofOutcomes(brokers, topics, Map.of());
    }

    /** Reads the records that arrive within 50 ms. */
    void read() {
        consumer.poll(this::add);
    }

    /** Reads to the present ends of the topics. */
    void readAll() {
        consumer.readToEnd(this::add);
    }

    /** Returns the number of requests with an outcome. */
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
        return Objects.requireNonNullElse(RecordHeaders.text(record, name), "");
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.retries())) {
            retries++;
        } else {
            byRequest.computeIfAbsent(number(record), any -> new ArrayList<>()).add(record);
        }
    }

    private long count(String topic) {
        return byRequest.values().stream()
                .flatMap(List::stream)
                .filter(record -> record.topic().equals(topic))
                .count();
    }

    private static int number(ConsumerRecord<byte[], byte[]> record) {
        return Integer.parseInt(header(record, NumberedRequest.NUMBER));
    }
}
