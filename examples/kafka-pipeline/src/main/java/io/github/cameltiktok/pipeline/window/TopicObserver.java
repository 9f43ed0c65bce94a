package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the id of each topic and the ends of its partitions every 2 s. A topic that is created again has another id. Reports
 * missing topics and unreachable brokers as conditions. Thread-safe.
 */
final class TopicObserver implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Maximum age of an end; an older one counts as unknown. */
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final Supplier<Admin> factory;
    private final Duration interval;
    private final InstantSource clock;
    private final Conditions conditions;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Set<String> observed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topic-observer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Admin admin;

    /** The last observation of a topic. */
    private record Topic(Uuid id, Map<TopicPartition, Long> ends, Instant observedAt) {}

    /**
     * Creates an observer of no topics.
     *
     * @param factory creates the client when the first topic is observed
     * @param interval time between two observations, {@link #INTERVAL} except in tests
     */
    TopicObserver(Supplier<Admin> factory, Duration interval, InstantSource clock, Conditions conditions) {
        this.factory = factory;
        this.interval = interval;
        this.clock = clock;
        this.conditions = conditions;
    }

    /** Adds a topic, and observes it at once. */
    void observe(String topic) {
        if (observed.isEmpty()) {
            timer.scheduleWithFixedDelay(
                    this::observeAll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (observed.add(topic)) {
            timer.execute(this::observeAll);
        }
    }

    /** Returns the last observed id of a topic; empty if it has not been observed. */
    Optional<Uuid> id(String topic) {
        return Optional.ofNullable(topics.get(topic)).map(Topic::id);
    }

    /** Returns the end of a partition, as kafka-consumer-groups prints it; empty if it was not observed in the last 30 s. */
    OptionalLong end(TopicPartition partition) {
        Topic topic = topics.get(partition.topic());
        if (topic == null || topic.observedAt().plus(MAX_AGE).isBefore(clock.instant())) {
            return OptionalLong.empty();
        }
        Long end = topic.ends().get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private void observeAll() {
        try {
            Admin client = admin;
            if (client == null) {
                client = factory.get();
                admin = client;
            }
            for (String topic : observed) {
                observeNow(client, topic);
            }
            conditions.works(Conditions.BROKERS);
        } catch (ExecutionException e) {
            if (!timer.isShutdown()) {
                conditions.fails(Conditions.BROKERS, e.getCause() == null ? e : e.getCause());
            }
        } catch (KafkaException e) {
            // An exception would end the timer.
            conditions.fails(Conditions.BROKERS, e);
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void observeNow(Admin client, String name) throws ExecutionException, InterruptedException {
        String exists = "topic " + name;
        try {
            TopicDescription description = client.describeTopics(Set.of(name))
                    .allTopicNames()
                    .get()
                    .values()
                    .iterator()
                    .next();
            Map<TopicPartition, OffsetSpec> latest = description.partitions().stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(name, partition.partition()), any -> OffsetSpec.latest()));
            Map<TopicPartition, Long> ends = client.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
            topics.put(name, new Topic(description.topicId(), ends, clock.instant()));
            conditions.works(exists);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                conditions.fails(exists, "it does not exist at the brokers; create it again");
            } else if (e.getCause() instanceof AuthorizationException refused) {
                conditions.fails(exists, refused.getMessage() + " (needs DESCRIBE on topic " + name + ")");
            } else {
                throw e;
            }
        }
    }
}
