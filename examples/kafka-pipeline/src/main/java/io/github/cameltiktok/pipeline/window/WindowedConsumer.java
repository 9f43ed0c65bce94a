package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose records may end in any order, and after the next poll. For each partition it keeps a window of offsets,
 * commits the one before which all records have ended, and pauses the partition while its share of the window is full, or
 * the whole. Records that are not due yet are held back.
 *
 * <p>As with every Kafka consumer one thread polls. {@link #inFlight} and {@link #lag} may be asked by any.
 */
final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(WindowedConsumer.class);

    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(100);
    private static final Duration LOOK_AT_ENDS_INTERVAL = Duration.ofSeconds(2);
    private static final Duration LOOK_AT_ENDS_TIMEOUT = Duration.ofMillis(500);
    private static final Duration DRAIN_STEP = Duration.ofMillis(10);

    private final WindowOptions options;
    private final Function<ConsumerRecord<byte[], byte[]>, Instant> due;
    private final InstantSource clock;
    private final Consumer<WindowedConsumer> whenClosed;

    private final Map<TopicPartition, OffsetWindow> windows = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> notPolled = new ConcurrentHashMap<>();
    private final DelayQueue delayed = new DelayQueue();
    private final Set<TopicPartition> pausedByOthers = new HashSet<>();
    private Instant nextCommit = Instant.MIN;
    private Instant nextLookAtEnds = Instant.MIN;

    /**
     * Makes a consumer.
     *
     * @param properties Kafka's
     * @param due tells when a record may be handed on
     * @param whenClosed is told when this is closed
     */
    WindowedConsumer(
            Properties properties,
            WindowOptions options,
            Function<ConsumerRecord<byte[], byte[]>, Instant> due,
            InstantSource clock,
            Consumer<WindowedConsumer> whenClosed) {
        super(properties);
        this.options = options;
        this.due = due;
        this.clock = clock;
        this.whenClosed = whenClosed;
    }

    /** Returns the window that the partition has now. Another one begins when the partition comes back from elsewhere. */
    OffsetWindow window(TopicPartition partition) {
        return windows.computeIfAbsent(partition, any -> new OffsetWindow());
    }

    /** Returns the records of a topic that have been polled but have not ended. */
    int inFlight(String topic) {
        return windows.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToInt(entry -> entry.getValue().size())
                .sum();
    }

    /** Returns how far the commits of a topic are behind its end: records not polled, and those from the first in flight. */
    long lag(String topic) {
        return notPolled.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .mapToLong(entry -> entry.getValue() + window(entry.getKey()).length())
                .sum();
    }

    /** Returns the time since the broker was last told that this consumer is there; infinity before the first time. */
    double secondsSinceHeartbeat() {
        return metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("last-heartbeat-seconds-ago"))
                .mapToDouble(entry -> (double) entry.getValue().metricValue())
                .filter(seconds -> seconds >= 0)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        commitEnded();
        pauseFull();
        // What is due but paused would make every poll end at once.
        Duration atMost = pausedByOthers.isEmpty() ? delayed.atMost(timeout, clock.instant()) : timeout;
        ConsumerRecords<byte[], byte[]> polled = super.poll(atMost);
        Instant now = clock.instant();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            window(partition(record)).begin(record.offset());
            delayed.add(due.apply(record), record);
        }
        noteLag(now);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handedOn = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : delayed.take(now, pausedByOthers)) {
            handedOn.computeIfAbsent(partition(record), any -> new ArrayList<>())
                    .add(record);
        }
        return new ConsumerRecords<>(handedOn);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        super.subscribe(topics, new Rebalance(listener));
    }

    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        super.subscribe(pattern, new Rebalance(listener));
    }

    /** Camel suspends a route so; then neither room in a window nor a record that becomes due is a reason to go on. */
    @Override
    public void pause(Collection<TopicPartition> partitions) {
        pausedByOthers.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        pausedByOthers.removeAll(partitions);
        super.resume(partitions);
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        super.close();
    }

    private void pauseFull() {
        Set<TopicPartition> assigned = assignment();
        Set<TopicPartition> paused = paused();
        int share = options.share(assigned.size());
        // A poll may give a partition more than its share, so the shares alone would let in too much.
        boolean isAllFull =
                windows.values().stream().mapToInt(OffsetWindow::size).sum() >= options.maxInFlight();
        for (TopicPartition partition : assigned) {
            boolean isFull = isAllFull || window(partition).size() >= share;
            if (isFull && !paused.contains(partition)) {
                super.pause(Set.of(partition));
            } else if (!isFull && paused.contains(partition) && !pausedByOthers.contains(partition)) {
                super.resume(Set.of(partition));
            }
        }
    }

    /** Kafka tells the ends of partitions with their records, so those of paused ones must be asked for now and then. */
    private void noteLag(Instant now) {
        Set<TopicPartition> paused = paused();
        for (TopicPartition partition : assignment()) {
            if (!paused.contains(partition)) {
                currentLag(partition).ifPresent(lag -> notPolled.put(partition, lag));
            }
        }
        if (paused.isEmpty() || now.isBefore(nextLookAtEnds)) {
            return;
        }
        nextLookAtEnds = now.plus(LOOK_AT_ENDS_INTERVAL);
        try {
            endOffsets(paused, LOOK_AT_ENDS_TIMEOUT)
                    .forEach((partition, end) ->
                            notPolled.put(partition, end - position(partition, LOOK_AT_ENDS_TIMEOUT)));
        } catch (KafkaException e) {
            LOG.debug("The ends of {} are not known at the moment", paused, e);
        }
    }

    private void commitEnded() {
        Instant now = clock.instant();
        if (now.isBefore(nextCommit)) {
            return;
        }
        nextCommit = now.plus(COMMIT_INTERVAL);
        Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(windows.keySet());
        if (!offsets.isEmpty()) {
            commitAsync(offsets, (asked, failure) -> {
                if (failure != null) {
                    notCommitted(asked, failure);
                }
            });
        }
    }

    private void notCommitted(Map<TopicPartition, OffsetAndMetadata> asked, Exception failure) {
        // While partitions move nothing can be committed, which is as it should be.
        if (!(failure instanceof RebalanceInProgressException)) {
            LOG.warn("Offsets {} could not be committed, and will be tried again", asked, failure);
        }
        asked.keySet().forEach(partition -> window(partition).notCommitted());
    }

    private Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            window(partition).toCommit().ifPresent(offset -> offsets.put(partition, new OffsetAndMetadata(offset)));
        }
        return offsets;
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** What happens to the windows of partitions that come and go. Called by the polling thread, while it polls. */
    private final class Rebalance implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener next;

        Rebalance(ConsumerRebalanceListener next) {
            this.next = next;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            next.onPartitionsAssigned(partitions);
        }

        /** Whoever gets the partitions would look up once more, and pay once more, what is in flight here. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Integer> heldBack = delayed.drop(partitions);
            drain(partitions, heldBack);
            try {
                Map<TopicPartition, OffsetAndMetadata> offsets = toCommit(partitions);
                if (!offsets.isEmpty()) {
                    commitSync(offsets);
                }
            } catch (KafkaException e) {
                LOG.warn("Offsets of {} could not be committed: some records will be processed again", partitions, e);
            }
            forget(partitions);
            next.onPartitionsRevoked(partitions);
        }

        /** They are another's already; what is committed now would be refused. */
        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            LOG.warn("Partitions {} were lost: records in flight will be processed again", partitions);
            delayed.drop(partitions);
            forget(partitions);
            next.onPartitionsLost(partitions);
        }

        private void drain(Collection<TopicPartition> partitions, Map<TopicPartition, Integer> heldBack) {
            Instant end = clock.instant().plus(options.drain());
            while (clock.instant().isBefore(end)
                    && partitions.stream()
                            .anyMatch(partition -> window(partition).size() > heldBack.getOrDefault(partition, 0))) {
                LockSupport.parkNanos(DRAIN_STEP.toNanos());
            }
        }

        private void forget(Collection<TopicPartition> partitions) {
            windows.keySet().removeAll(partitions);
            notPolled.keySet().removeAll(partitions);
            pausedByOthers.removeAll(partitions);
        }
    }
}
