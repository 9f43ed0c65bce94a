package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.topic.TopicConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Reads the committed records of a topic, without those of aborted or open transactions. For one thread. */
public final class CommittedRequests implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);

    private final TopicConsumer consumer;
    private final Admin admin;
    private final List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    private int returned;

    /** Opens a topic at its beginning. */
    public CommittedRequests(String brokers, String topic) {
        consumer = new TopicConsumer(brokers, List.of(topic), Map.of("isolation.level", "read_committed"));
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    /** Reads the records that arrive within 20 ms, and returns the number of all records so far. */
    public int poll() {
        consumer.poll(POLL, all::add);
        return all.size();
    }

    /**
     * Reads to the present end and returns the records since the last call of this method. Waits for transactions that are being
     * committed: a producer's commit returns before the brokers have marked the records as committed.
     */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        Map<TopicPartition, Long> ends = ends();
        Awaitility.await()
                .atMost(TIMEOUT)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    poll();
                    return consumer.hasReached(ends);
                });
        List<ConsumerRecord<byte[], byte[]>> next = List.copyOf(all.subList(returned, all.size()));
        returned = all.size();
        return next;
    }

    /** Returns the ends of the partitions, with records of open and aborted transactions. */
    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        consumer.partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        try {
            admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns all records that have been read. */
    public List<ConsumerRecord<byte[], byte[]>> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
