package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the id of each topic and the ends of its partitions every 2 s, and the offsets and members of the group that reads it. A
 * topic that is created again has another id. Reports missing topics and unreachable brokers as conditions. Thread-safe.
 */
final class TopicObserver implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(2);

    /** Maximum age of an observation; an older one counts as unknown. */
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final Supplier<Admin> factory;
    private final Duration interval;
    private final InstantSource clock;
    private final Conditions conditions;
    private final Map<String, Topic> topics = new ConcurrentHashMap<>();
    private final Map<String, Consumption> consumptions = new ConcurrentHashMap<>();
    private final Set<String> observed = ConcurrentHashMap.newKeySet();
    private final Map<String, String> groups = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "topic-observer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Admin admin;

    /** The last observation of a topic. */
    private record Topic(Uuid id, Map<TopicPartition, Long> ends, Instant observedAt) {}

    /**
     * The last observation of a topic's group.
     *
     * @param lag records from the committed offsets to the ends, of all partitions
     * @param unassigned number of partitions that no member of the group has
     */
    private record Consumption(long lag, int unassigned, Instant observedAt) {}

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

    /** Adds a topic that a group reads, and observes both at once. */
    void observe(String topic, String group) {
        groups.put(topic, group);
        observe(topic);
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
        if (topic == null || isOld(topic.observedAt())) {
            return OptionalLong.empty();
        }
        Long end = topic.ends().get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    /**
     * Returns the number of offsets from the commits of the topic's group to the ends of all partitions, with and without a
     * reader. It includes markers of transactions, as with kafka-consumer-groups. Empty if it was not observed in the last 30 s.
     */
    OptionalLong lag(String topic) {
        return consumption(topic)
                .map(consumption -> OptionalLong.of(consumption.lag()))
                .orElse(OptionalLong.empty());
    }

    /** Returns the number of partitions that no member of the topic's group has; empty if not observed in the last 30 s. */
    OptionalInt unassigned(String topic) {
        return consumption(topic)
                .map(consumption -> OptionalInt.of(consumption.unassigned()))
                .orElse(OptionalInt.empty());
    }

    @Override
    public void close() {
        timer.shutdownNow();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private Optional<Consumption> consumption(String topic) {
        return Optional.ofNullable(consumptions.get(topic)).filter(consumption -> !isOld(consumption.observedAt()));
    }

    private boolean isOld(Instant observedAt) {
        return observedAt.plus(MAX_AGE).isBefore(clock.instant());
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
            Set<TopicPartition> partitions = description.partitions().stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .collect(Collectors.toSet());
            Map<TopicPartition, Long> ends = offsets(client, partitions, OffsetSpec.latest());
            Topic topic = new Topic(description.topicId(), ends, clock.instant());
            topics.put(name, topic);
            conditions.works(exists);
            String group = groups.get(name);
            if (group != null) {
                observeNow(client, name, topic, group);
            }
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

    private void observeNow(Admin client, String name, Topic topic, String group)
            throws ExecutionException, InterruptedException {
        Set<TopicPartition> partitions = topic.ends().keySet();
        try {
            Map<TopicPartition, Long> starts = committed(client, topic, group);
            Set<TopicPartition> uncommitted = new HashSet<>(partitions);
            uncommitted.removeAll(starts.keySet());
            if (!uncommitted.isEmpty()) {
                // The group reads them from the beginning.
                starts.putAll(offsets(client, uncommitted, OffsetSpec.earliest()));
            }
            long lag = 0;
            for (Map.Entry<TopicPartition, Long> end : topic.ends().entrySet()) {
                // A commit may be newer than the end.
                lag += Math.max(0, end.getValue() - starts.getOrDefault(end.getKey(), end.getValue()));
            }
            Set<TopicPartition> unassigned = new HashSet<>(partitions);
            unassigned.removeAll(assigned(client, group));
            consumptions.put(name, new Consumption(lag, unassigned.size(), clock.instant()));
        } catch (ExecutionException e) {
            // The consumer reports this right as a condition of its own.
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin client, Set<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> specs =
                partitions.stream().collect(Collectors.toMap(partition -> partition, any -> spec));
        return client.listOffsets(specs).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Returns the committed offsets, except those that belong to an earlier topic of the same name. */
    private static Map<TopicPartition, Long> committed(Admin client, Topic topic, String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        client.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null && isOf(topic, offset)) {
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    /** Returns whether an offset belongs to a topic. Other tools that commit, such as kafka-consumer-groups, write no id. */
    private static boolean isOf(Topic topic, OffsetAndMetadata offset) {
        return offset.metadata().isEmpty()
                || offset.metadata().equals(topic.id().toString());
    }

    private static Set<TopicPartition> assigned(Admin client, String group)
            throws ExecutionException, InterruptedException {
        try {
            return client.describeConsumerGroups(Set.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .collect(Collectors.toSet());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Set.of();
            }
            throw e;
        }
    }
}
