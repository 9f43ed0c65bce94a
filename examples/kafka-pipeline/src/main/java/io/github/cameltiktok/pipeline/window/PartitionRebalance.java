package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains and commits the windows of partitions that move to another consumer. Kafka's client calls it on the polling thread,
 * inside a poll.
 */
final class PartitionRebalance implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionRebalance.class);

    private static final Duration DRAIN_STEP = Duration.ofMillis(10);

    private final WindowedConsumer consumer;
    private final PartitionWindows windows;
    private final DelayQueue delayed;
    private final FlowControl flow;
    private final Duration drain;
    private final InstantSource clock;
    private final ConsumerRebalanceListener next;

    /**
     * Creates a listener.
     *
     * @param drain the longest wait for records in flight
     * @param next listener of the caller, called last
     */
    PartitionRebalance(
            WindowedConsumer consumer,
            PartitionWindows windows,
            DelayQueue delayed,
            FlowControl flow,
            Duration drain,
            InstantSource clock,
            ConsumerRebalanceListener next) {
        this.consumer = consumer;
        this.windows = windows;
        this.delayed = delayed;
        this.flow = flow;
        this.drain = drain;
        this.clock = clock;
        this.next = next;
    }

    /** Pauses the partitions: each is read only when its window is open. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pauseForWindow(partitions);
        next.onPartitionsAssigned(partitions);
    }

    /** Waits for records in flight, which the next owner would otherwise look up and pay for a second time. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Integer> heldBack = delayed.drop(partitions);
        awaitRecordsInFlight(partitions, heldBack);
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = windows.toCommit(partitions, consumer::knownPosition);
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets);
            }
        } catch (KafkaException e) {
            LOG.warn("Offsets of {} could not be committed: some records will be processed again", partitions, e);
        }
        forget(partitions);
        next.onPartitionsRevoked(partitions);
    }

    /** Commits nothing: the partitions have another owner already, and the broker would refuse. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("Partitions {} were lost: records in flight will be processed again", partitions);
        delayed.drop(partitions);
        forget(partitions);
        next.onPartitionsLost(partitions);
    }

    private void awaitRecordsInFlight(Collection<TopicPartition> partitions, Map<TopicPartition, Integer> heldBack) {
        Instant end = clock.instant().plus(drain);
        while (clock.instant().isBefore(end)
                && partitions.stream()
                        .anyMatch(partition -> windows.size(partition) > heldBack.getOrDefault(partition, 0))) {
            LockSupport.parkNanos(DRAIN_STEP.toNanos());
        }
    }

    private void forget(Collection<TopicPartition> partitions) {
        windows.close(partitions);
        flow.callerResumed(partitions);
    }
}
