package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A consumer whose records may end in any order, and after the next poll. For each partition it keeps a window of offsets and
 * commits the first one that has not ended. {@link FlowControl} pauses partitions while the window is full. Records that are
 * not due yet are held back.
 *
 * <p>A partition is read only when the id of its topic is known. Commits carry that id. So this consumer and the next one
 * recognise offsets of a topic that was deleted and created again, and read the partition from its beginning.
 *
 * <p>After a stall it hands on no record before the broker has accepted a commit, because the partitions may have another owner.
 *
 * <p>A refused login or a missing right does not end the consumer: it retries, and reports the condition.
 *
 * <p>One thread polls, as with every Kafka consumer. The methods that return figures are thread-safe.
 */
final class WindowedConsumer extends KafkaConsumer<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(WindowedConsumer.class);

    private static final Duration REFUSED_DELAY = Duration.ofSeconds(2);

    private final WindowOptions options;
    private final Function<ConsumerRecord<byte[], byte[]>, Instant> due;
    private final InstantSource clock;
    private final TopicObserver topics;
    private final Consumer<WindowedConsumer> whenClosed;

    private final PartitionWindows windows = new PartitionWindows();
    private final DelayQueue delayed = new DelayQueue();
    private final Membership membership;
    private final OffsetCommits commits;
    private final ReadAccess access;
    private final WindowOpener opener;
    private final FlowControl flow;
    private volatile List<String> subscribed = List.of();
    private volatile Instant lastPoll;

    /**
     * Creates a consumer.
     *
     * @param properties settings of Kafka's consumer
     * @param due returns the time from which a record may be handed on
     * @param whenClosed called when the consumer is closed
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
        this.whenClosed = whenClosed;
        membership = new Membership(heartbeatInterval(properties));
        commits = new OffsetCommits(windows, clock, conditions, membership);
        access = new ReadAccess(conditions, clock);
        opener = new WindowOpener(this, windows, delayed, topics);
        flow = new FlowControl(this, options, windows, topics);
        lastPoll = clock.instant();
    }

    /** Returns the window of an assigned partition. A partition that is assigned again has another one. */
    OffsetWindow window(TopicPartition partition) {
        return windows.get(partition);
    }

    /** Returns the number of records of a topic that have been polled but have not ended. */
    int inFlight(String topic) {
        return windows.inFlight(topic);
    }

    /** Returns the maximum of records of a topic in flight; 0 if this consumer does not read the topic. */
    int limit(String topic) {
        return subscribed.contains(topic) ? options.maxInFlight() : 0;
    }

    /** Returns the timestamp of the oldest record of a topic in flight, in milliseconds since 1970; empty if there is none. */
    OptionalLong oldestTimestamp(String topic) {
        return windows.oldestTimestamp(topic);
    }

    /** Returns the topics that the consumer reads. */
    List<String> subscribed() {
        return subscribed;
    }

    /** Returns the time at which the last poll began. */
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
        observeStall();
        try {
            opener.openWindows();
            commits.commitEnded(this::knownPosition, this::commitAsync);
            flow.update();
            // A record that is due but waits for a resume or a commit would make every poll end at once.
            Duration atMost = flow.pausedByCaller().isEmpty() && membership.isConfirmed()
                    ? delayed.atMost(timeout, clock.instant())
                    : timeout;
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
            access.polled(subscribed, this::secondsSinceHeartbeat);
        } catch (AuthenticationException e) {
            refused(topic -> e.getClass().getSimpleName() + ": " + e.getMessage());
        } catch (AuthorizationException e) {
            String group = groupMetadata().groupId();
            refused(topic -> e.getMessage() + " (needs READ on topic " + topic + " and on group " + group + ")");
        }
        observeStall();
        if (!membership.isConfirmed()) {
            return ConsumerRecords.empty();
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> handedOn = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : delayed.take(clock.instant(), flow.pausedByCaller())) {
            handedOn.computeIfAbsent(partition(record), any -> new ArrayList<>())
                    .add(record);
        }
        return new ConsumerRecords<>(handedOn);
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        subscribed = List.copyOf(topics);
        topics.forEach(topic -> this.topics.observe(topic, groupMetadata().groupId()));
        access.works(topics);
        commits.register(topics);
        super.subscribe(topics, new PartitionRebalance(this, windows, delayed, flow, options.drain(), clock, listener));
    }

    /** Rejects patterns, because topics are observed by name. */
    @Override
    public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
        throw new IllegalArgumentException("a window needs the names of its topics, not a pattern: " + pattern);
    }

    /** Pauses partitions until {@link #resume}, even if the window has room. Camel suspends a route this way. */
    @Override
    public void pause(Collection<TopicPartition> partitions) {
        flow.callerPaused(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        flow.callerResumed(partitions);
        super.resume(partitions);
    }

    /** Pauses partitions until the window has room. */
    void pauseForWindow(Collection<TopicPartition> partitions) {
        super.pause(partitions);
    }

    /** Resumes partitions that {@link #pauseForWindow} has paused. */
    void resumeForWindow(Collection<TopicPartition> partitions) {
        super.resume(partitions);
    }

    /** Returns the offset that is read next; empty while Kafka's client does not know it. */
    OptionalLong knownPosition(TopicPartition partition) {
        try {
            return OptionalLong.of(position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void close() {
        whenClosed.accept(this);
        super.close();
    }

    private void observeStall() {
        if (membership.hasStalled(clock.instant())) {
            commits.repeat();
        }
    }

    private void begin(ConsumerRecord<byte[], byte[]> record, List<String> wentBack) {
        TopicPartition partition = partition(record);
        window(partition).begin(record).ifPresent(expected -> {
            delayed.drop(Set.of(partition));
            wentBack.add(partition + " from " + expected + " to " + record.offset());
        });
        delayed.add(due.apply(record), record);
    }

    /** Enforces a rebalance: a refusal ends the heartbeat thread, and only a rebalance starts it again. */
    private void refused(Function<String, String> reason) {
        access.refused(subscribed, reason);
        enforceRebalance("login or right was refused");
        LockSupport.parkNanos(REFUSED_DELAY.toNanos());
    }

    private static Duration heartbeatInterval(Properties properties) {
        String name = ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG;
        Object value = properties.getOrDefault(
                name, ConsumerConfig.configDef().defaultValues().get(name));
        return Duration.ofMillis(Long.parseLong(value.toString()));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
