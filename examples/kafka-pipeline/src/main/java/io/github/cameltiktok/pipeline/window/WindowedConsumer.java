package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
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
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose records may end in any order, and after the next poll. For each partition it keeps a window of offsets,
 * commits the first that has not ended, and pauses partitions while the window is full. Each partition has an equal share;
 * those that others do not need are lent. Records that are not due yet are held back.
 *
 * <p>A partition is read only when the id of its topic is known. Commits carry that id, so that offsets of a topic that was
 * deleted and created again are recognised, by this consumer and by the next one: then the partition is read from its beginning.
 *
 * <p>A refused login or a missing right does not end the consumer: it goes on trying, and reports the condition.
 *
 * <p>As with every Kafka consumer one thread polls. The methods that return figures may be called by any.
 */
final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(WindowedConsumer.class);

    private static final Duration COMMITTED_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DRAIN_STEP = Duration.ofMillis(10);
    private static final Duration REFUSED_DELAY = Duration.ofSeconds(2);

    /** So long after the last refusal, with a heartbeat since, the consumer works again. */
    private static final Duration RECOVERED_AFTER = Duration.ofSeconds(10);

    private final WindowOptions options;
    private final Function<ConsumerRecord<byte[], byte[]>, Instant> due;
    private final InstantSource clock;
    private final TopicObserver topics;
    private final Conditions conditions;
    private final Consumer<WindowedConsumer> whenClosed;

    private final PartitionWindows windows = new PartitionWindows();
    private final OffsetCommits commits;
    private final DelayQueue delayed = new DelayQueue();
    private final Set<TopicPartition> pausedByOthers = new HashSet<>();
    private volatile List<String> subscribed = List.of();
    private volatile Instant lastPoll;
    private @Nullable Instant lastRefusal;

    /**
     * Creates a consumer.
     *
     * @param properties Kafka's
     * @param due returns when a record may be handed on
     * @param whenClosed called when this is closed
     */
    WindowedConsumer(
            Properties properties,
            WindowOptions options,
            Function<ConsumerRecord<byte[], byte[]>, Instant> due,
            InstantSource clock,
            TopicObserver topics,
            Conditions conditions,
            Consumer<WindowedConsumer> whenClosed) {
        super(properties);
        this.options = options;
        this.due = due;
        this.clock = clock;
        this.topics = topics;
        this.conditions = conditions;
        commits = new OffsetCommits(windows, clock, conditions);
        this.whenClosed = whenClosed;
        lastPoll = clock.instant();
    }

    /** Returns the window of a partition whose records have been handed on. Another one begins when the partition comes back. */
    OffsetWindow window(TopicPartition partition) {
        return windows.get(partition);
    }

    /** Returns the records of a topic that have been polled but have not ended. */
    int inFlight(String topic) {
        return windows.inFlight(topic);
    }

    /** Returns how many records of a topic may be in flight; 0 if it is another consumer's topic. */
    int limit(String topic) {
        return subscribed.contains(topic) ? options.maxInFlight() : 0;
    }

    /**
     * Returns how far the commits of a topic are behind its ends, as kafka-consumer-groups does: with markers of transactions.
     * Empty if an end is not known at the moment.
     */
    OptionalLong lag(String topic) {
        return windows.lag(topic, topics::end);
    }

    /** Returns the timestamp of the oldest record of a topic in flight, in milliseconds since 1970; empty if there is none. */
    OptionalLong oldestTimestamp(String topic) {
        return windows.oldestTimestamp(topic);
    }

    /** Returns the topics that this consumer reads. */
    List<String> subscribed() {
        return subscribed;
    }

    /** Returns when the last poll began. */
    Instant lastPoll() {
        return lastPoll;
    }

    /** Returns the time since the last heartbeat to the broker, in seconds; infinity before the first one. */
    double secondsSinceHeartbeat() {
        OptionalDouble seconds = metrics().entrySet().stream()
                .filter(entry -> entry.getKey().name().equals("last-heartbeat-seconds-ago"))
                .mapToDouble(entry -> (double) entry.getValue().metricValue())
                .filter(value -> value >= 0)
                .findFirst();
        return seconds.orElse(Double.POSITIVE_INFINITY);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        lastPoll = clock.instant();
        try {
            openWindows();
            commits.commitEnded(this::knownPosition, this::commitAsync);
            pauseFull();
            // A record that is due but paused would make every poll end at once.
            Duration atMost = pausedByOthers.isEmpty() ? delayed.atMost(timeout, clock.instant()) : timeout;
            List<String> wentBack = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : super.poll(atMost)) {
                begin(record, wentBack);
            }
            if (!wentBack.isEmpty()) {
                LOG.warn(
                        "Offsets went back: {}. The end of the log was lost, the topic was created again, or an error made Camel"
                                + " read again from the last commit. These records are looked up again",
                        wentBack);
            }
            noteRecovery();
        } catch (AuthenticationException e) {
            refused(topic -> e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (AuthorizationException e) {
            String group = groupMetadata().groupId();
            refused(topic -> e.getMessage() + " (needs READ on topic " + topic + " and on group " + group + ")");
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handedOn = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : delayed.take(clock.instant(), pausedByOthers)) {
            handedOn.computeIfAbsent(partition(record), any -> new ArrayList<>())
                    .add(record);
        }
        return new ConsumerRecords<>(handedOn);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        subscribed = List.copyOf(topics);
        topics.forEach(this.topics::observe);
        topics.forEach(topic -> conditions.works(reading(topic)));
        commits.register(topics);
        super.subscribe(topics, new Rebalance(listener));
    }

    /** Rejects patterns, because topics are observed by name. */
    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        throw new IllegalArgumentException("a window needs the names of its topics, not a pattern: " + pattern);
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

    private void begin(ConsumerRecord<byte[], byte[]> record, List<String> wentBack) {
        TopicPartition partition = partition(record);
        window(partition).begin(record).ifPresent(expected -> {
            delayed.drop(Set.of(partition));
            wentBack.add(partition + " from " + expected + " to " + record.offset());
        });
        delayed.add(due.apply(record), record);
    }

    /** Opens a window for each new partition, and another one where a topic was created again. */
    private void openWindows() {
        Set<TopicPartition> opened = new HashSet<>();
        Set<TopicPartition> restarted = new HashSet<>();
        for (TopicPartition partition : assignment()) {
            Optional<Uuid> id = topics.id(partition.topic());
            if (id.isPresent() && !windows.isOpen(partition)) {
                opened.add(partition);
            } else if (id.isPresent() && !windows.get(partition).topicId().equals(id.get())) {
                restarted.add(partition);
            }
        }
        restarted.addAll(open(opened));
        if (!restarted.isEmpty()) {
            LOG.warn("{}: the topic was created again; reading from the beginning of these partitions", restarted);
            for (TopicPartition partition : restarted) {
                windows.open(
                        partition, new OffsetWindow(topics.id(partition.topic()).orElseThrow()));
            }
            delayed.drop(restarted);
            seekToBeginning(restarted);
        }
    }

    /** Returns those whose committed offsets are of another topic of the same name. */
    private Set<TopicPartition> open(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> foreign = new HashSet<>();
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = committed(partitions, COMMITTED_TIMEOUT);
            for (TopicPartition partition : partitions) {
                OffsetWindow window =
                        new OffsetWindow(topics.id(partition.topic()).orElseThrow());
                OffsetAndMetadata last = committed.get(partition);
                if (last != null) {
                    window.committed(last.offset());
                    // Other tools that commit, such as kafka-consumer-groups, write no id.
                    if (!last.metadata().isEmpty()
                            && !last.metadata().equals(window.topicId().toString())) {
                        foreign.add(partition);
                    }
                }
                windows.open(partition, window);
            }
        } catch (TimeoutException e) {
            LOG.debug("Committed offsets of {} are not known yet", partitions, e);
        }
        return foreign;
    }

    private void pauseFull() {
        Set<TopicPartition> assigned = assignment();
        Set<TopicPartition> paused = paused();
        int share = options.share(assigned.size());
        int inFlight = 0;
        boolean isShareNeeded = false;
        for (TopicPartition partition : assigned) {
            int size = windows.size(partition);
            inFlight += size;
            isShareNeeded |= size < share && windows.isOpen(partition) && hasMore(partition);
        }
        boolean isAllFull = inFlight >= options.maxInFlight();
        for (TopicPartition partition : assigned) {
            boolean isFull =
                    isAllFull || isShareNeeded && windows.size(partition) >= share || !windows.isOpen(partition);
            if (isFull && !paused.contains(partition)) {
                super.pause(Set.of(partition));
            } else if (!isFull && paused.contains(partition) && !pausedByOthers.contains(partition)) {
                super.resume(Set.of(partition));
            }
        }
    }

    /**
     * Returns whether records wait in a partition, also if that is not known yet. Kafka's client learns the end of a partition with
     * its records, so the end of one that is or was paused must be observed.
     */
    private boolean hasMore(TopicPartition partition) {
        OptionalLong end = topics.end(partition);
        OptionalLong position = knownPosition(partition);
        boolean isBehindObserved = end.isPresent() && position.isPresent() && end.getAsLong() > position.getAsLong();
        return isBehindObserved || currentLag(partition).orElse(1) > 0;
    }

    /** Returns the offset that is read next; empty while Kafka's client has to ask for it. */
    private OptionalLong knownPosition(TopicPartition partition) {
        try {
            return OptionalLong.of(position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    /** A refusal ends the thread that sends heartbeats. Only a rebalance starts it again, and an idle consumer has no reason for one. */
    private void refused(Function<String, String> reason) {
        lastRefusal = clock.instant();
        subscribed.forEach(topic -> conditions.fails(reading(topic), reason.apply(topic)));
        enforceRebalance("login or right was refused");
        LockSupport.parkNanos(REFUSED_DELAY.toNanos());
    }

    private void noteRecovery() {
        if (lastRefusal != null
                && lastRefusal.plus(RECOVERED_AFTER).isBefore(clock.instant())
                && secondsSinceHeartbeat() < RECOVERED_AFTER.toSeconds()) {
            lastRefusal = null;
            subscribed.forEach(topic -> conditions.works(reading(topic)));
        }
    }

    private static String reading(String topic) {
        return "reading " + topic;
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

        /** Nothing is read from a partition before its window is open. */
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            WindowedConsumer.super.pause(partitions);
            next.onPartitionsAssigned(partitions);
        }

        /** The next owner would look up again, and pay again, what is in flight here. */
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            Map<TopicPartition, Integer> heldBack = delayed.drop(partitions);
            drain(partitions, heldBack);
            try {
                Map<TopicPartition, OffsetAndMetadata> offsets =
                        windows.toCommit(partitions, WindowedConsumer.this::knownPosition);
                if (!offsets.isEmpty()) {
                    commitSync(offsets);
                }
            } catch (KafkaException e) {
                LOG.warn("Offsets of {} could not be committed: some records will be processed again", partitions, e);
            }
            forget(partitions);
            next.onPartitionsRevoked(partitions);
        }

        /** They are another consumer's already; a commit would be refused. */
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
                            .anyMatch(partition -> windows.size(partition) > heldBack.getOrDefault(partition, 0))) {
                LockSupport.parkNanos(DRAIN_STEP.toNanos());
            }
        }

        private void forget(Collection<TopicPartition> partitions) {
            windows.close(partitions);
            pausedByOthers.removeAll(partitions);
        }
    }
}
