package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import io.github.cameltiktok.pipeline.kafka.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.consumer.CommitManager;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.component.kafka.consumer.KafkaManualCommitFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Creates the clients of the Kafka component, all with the same {@link KafkaSettings}. {@link KafkaManualCommit#commit} ends a
 * record, on any thread. The consumer commits its offset when all records before it have ended.
 *
 * <p>Bean for the options {@code kafkaClientFactory} and {@code kafkaManualCommitFactory} of the component. It requires {@code
 * allowManualCommit=true}, {@code autoCommitEnable=false} and, on the endpoint, {@code
 * additionalProperties.window.max.in.flight}. Thread-safe.
 */
public final class WindowedKafkaClientFactory extends DefaultKafkaClientFactory
        implements KafkaManualCommitFactory, AutoCloseable {

    private final KafkaSettings settings;
    private final Function<ConsumerRecord<byte[], byte[]>, Instant> due;
    private final InstantSource clock;
    private final Conditions conditions;
    private final TopicObserver topics;
    private final List<WindowedConsumer> consumers = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> lastPolls = new ConcurrentHashMap<>();

    /**
     * Creates a factory. It observes topics from the first consumer on.
     *
     * @param due returns the time from which a record may be handed on; a time in the past for at once
     */
    public WindowedKafkaClientFactory(
            KafkaSettings settings,
            Function<ConsumerRecord<byte[], byte[]>, Instant> due,
            InstantSource clock,
            Conditions conditions) {
        this(settings, due, TopicObserver.INTERVAL, clock, conditions);
    }

    WindowedKafkaClientFactory(
            KafkaSettings settings,
            Function<ConsumerRecord<byte[], byte[]>, Instant> due,
            Duration observerInterval,
            InstantSource clock,
            Conditions conditions) {
        this.settings = settings;
        this.due = due;
        this.clock = clock;
        this.conditions = conditions;
        topics = new TopicObserver(() -> Admin.create(settings.admin()), observerInterval, clock, conditions);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Properties properties) {
        WindowOptions options = WindowOptions.of(properties);
        Properties all = new Properties();
        all.putAll(properties);
        all.putAll(settings.consumer());
        // Otherwise a broker would create a deleted topic again, with its defaults.
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        String creating = "creating a consumer of group " + all.getProperty(ConsumerConfig.GROUP_ID_CONFIG);
        try {
            WindowedConsumer consumer =
                    new WindowedConsumer(all, options, due, clock, topics, conditions, this::forget);
            consumers.add(consumer);
            conditions.works(creating);
            return consumer;
        } catch (KafkaException e) {
            conditions.fails(creating, e);
            throw e;
        }
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Producer getProducer(Properties properties) {
        Properties all = new Properties();
        all.putAll(properties);
        all.putAll(settings.producer());
        return super.getProducer(all);
    }

    @Override
    public KafkaManualCommit newInstance(
            CamelExchangePayload exchange, KafkaRecordPayload record, CommitManager commitManager) {
        OffsetWindow window = ((WindowedConsumer) exchange.consumer).window(record.partition);
        long generation = window.generation();
        return () -> window.end(record.recordOffset, generation);
    }

    /** Returns the records of a topic that have been polled but have not ended. */
    public int inFlight(String topic) {
        return consumers.stream().mapToInt(consumer -> consumer.inFlight(topic)).sum();
    }

    /** Returns the maximum of records of a topic in flight; 0 while no consumer reads it. */
    public int limit(String topic) {
        return consumers.stream().mapToInt(consumer -> consumer.limit(topic)).sum();
    }

    /**
     * Returns the number of offsets from the commits of a topic to its ends, of all its partitions: also of those that another
     * instance has, or none.
     *
     * @return NaN if it is unknown, or no consumer has read the topic yet
     */
    public double lag(String topic) {
        OptionalLong lag = topics.lag(topic);
        return lag.isEmpty() ? Double.NaN : lag.getAsLong();
    }

    /**
     * Returns the number of partitions of a topic that no instance has.
     *
     * @return NaN if it is unknown, or no consumer has read the topic yet
     */
    public double unassigned(String topic) {
        OptionalInt unassigned = topics.unassigned(topic);
        return unassigned.isEmpty() ? Double.NaN : unassigned.getAsInt();
    }

    /**
     * Returns the age of the oldest record of a topic in flight, in seconds.
     *
     * @return 0 if no record is in flight and none waits; NaN if records wait and none is in flight
     */
    public double oldestAge(String topic) {
        OptionalLong oldest = consumers.stream()
                .map(consumer -> consumer.oldestTimestamp(topic))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
        if (oldest.isPresent()) {
            return Math.max(0, clock.millis() - oldest.getAsLong()) / 1000.0;
        }
        return lag(topic) == 0 ? 0 : Double.NaN;
    }

    /** Returns the longest time since the last heartbeat of a consumer, in seconds; infinity if there is no consumer. */
    public double secondsSinceHeartbeat() {
        return consumers.stream()
                .mapToDouble(WindowedConsumer::secondsSinceHeartbeat)
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /** Returns the time since the last poll of each topic, also of topics whose consumer is closed. */
    public Map<String, Duration> sinceLastPoll() {
        Map<String, Instant> last = new HashMap<>(lastPolls);
        consumers.forEach(consumer -> consumer.subscribed().forEach(topic -> last.put(topic, consumer.lastPoll())));
        Map<String, Duration> since = new HashMap<>();
        last.forEach((topic, time) -> since.put(topic, Duration.between(time, clock.instant())));
        return since;
    }

    /** Starts to observe a topic that no consumer reads, so that its absence is a condition. */
    public void observe(String topic) {
        topics.observe(topic);
    }

    /** Closes the admin client. Consumers and producers are closed by Camel. */
    @Override
    public void close() {
        topics.close();
    }

    private void forget(WindowedConsumer consumer) {
        consumer.subscribed().forEach(topic -> lastPolls.put(topic, consumer.lastPoll()));
        consumers.remove(consumer);
    }
}
