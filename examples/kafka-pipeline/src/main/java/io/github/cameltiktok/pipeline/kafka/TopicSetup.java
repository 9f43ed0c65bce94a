package io.github.cameltiktok.pipeline.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks before a start that brokers accept the login, that all topics exist, and that the user has every right that the pipeline
 * needs; creates topics that are missing. For one thread.
 */
public final class TopicSetup implements AutoCloseable {

    /** A dead letter is as large as its request, which may fill a topic's default of 1 MiB, and has more headers. */
    private static final String DEAD_LETTER_BYTES = Integer.toString(2 * 1024 * 1024);

    private static final Duration LEADERS_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LEADERS_INTERVAL = Duration.ofMillis(50);

    private final KafkaSettings settings;
    private final Topics topics;
    private final Admin admin;

    /** Creates a setup; it connects with its first check. */
    private TopicSetup(KafkaSettings settings, Topics topics, Admin admin) {
        this.settings = settings;
        this.topics = topics;
        this.admin = admin;
    }

    /**
     * Checks everything once.
     *
     * @param partitions of a topic that is created, the most instances that can share it; {@code null} to create no topics
     * @throws StartRefusedException if the brokers refuse the login or lack a topic, or the user lacks a right
     * @throws BrokersUnavailableException if the brokers cannot be reached now, so that a later check may succeed
     */
    public static void check(KafkaSettings settings, Topics topics, @Nullable Integer partitions) {
        try (TopicSetup setup = new TopicSetup(settings, topics, Admin.create(settings.admin()))) {
            setup.check(partitions);
        } catch (KafkaException e) {
            throw ClientFailures.translated(settings, e);
        }
    }

    /**
     * Creates topics that are missing, with the brokers' own replication, and leaves the others unchanged. Returns when the new
     * ones can be written to.
     *
     * @param partitions of a new topic
     * @throws StartRefusedException if the brokers refuse
     * @throws BrokersUnavailableException if the brokers do not answer
     */
    public static void createMissing(String brokers, Topics topics, int partitions) {
        check(KafkaSettings.of(brokers), topics, partitions);
    }

    /**
     * Checks once that topics exist and that the user has one right on each; creates nothing.
     *
     * @param rights the topics, each with the operation that the user needs
     * @return the descriptions of all these topics by their names
     * @throws StartRefusedException if the brokers refuse the login or lack a topic, or the user lacks a right
     * @throws BrokersUnavailableException if the brokers cannot be reached now
     */
    public static Map<String, TopicDescription> checkRights(
            KafkaSettings settings, Topics topics, Map<String, AclOperation> rights) {
        try (TopicSetup setup = new TopicSetup(settings, topics, Admin.create(settings.admin()))) {
            return setup.check(rights);
        } catch (KafkaException e) {
            throw ClientFailures.translated(settings, e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private void check(@Nullable Integer partitions) {
        Map<String, TopicDescription> present = describe(topics.all());
        List<String> missing = topics.all().stream()
                .filter(topic -> !present.containsKey(topic))
                .toList();
        if (!missing.isEmpty()) {
            if (partitions == null) {
                throw new StartRefusedException("topics missing at " + settings.brokers() + ": "
                        + String.join(", ", missing) + ". Create them, or start without --no-create-topics");
            }
            create(missing, partitions);
            present.putAll(describe(missing));
        }
        checkRights(present);
    }

    private Map<String, TopicDescription> check(Map<String, AclOperation> rights) {
        Map<String, TopicDescription> present = describe(List.copyOf(rights.keySet()));
        List<String> missing = rights.keySet().stream()
                .filter(topic -> !present.containsKey(topic))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new StartRefusedException(
                    "topics missing at " + settings.brokers() + ": " + String.join(", ", missing) + ". Check --topics");
        }
        List<String> missingRights = new ArrayList<>();
        rights.forEach((topic, operation) ->
                require(operation, "topic " + topic, operations(present.get(topic)), missingRights));
        refuseWithout(missingRights);
        return present;
    }

    private Map<String, TopicDescription> describe(List<String> names) {
        Map<String, TopicDescription> described = new HashMap<>();
        admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .topicNameValues()
                .forEach((name, future) -> {
                    try {
                        described.put(name, get(future));
                    } catch (UnknownTopicOrPartitionException e) {
                        // Missing: the caller decides.
                    } catch (AuthorizationException e) {
                        throw missingRight("DESCRIBE on topic " + name, e);
                    }
                });
        return described;
    }

    private void create(List<String> missing, int partitions) {
        List<NewTopic> created = new ArrayList<>();
        for (String name : missing) {
            NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
            if (name.equals(topics.deadLetters())) {
                topic.configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEAD_LETTER_BYTES));
            }
            created.add(topic);
        }
        admin.createTopics(created).values().forEach((name, future) -> {
            try {
                get(future);
            } catch (TopicExistsException e) {
                // Another instance that starts at the same time has created it.
            } catch (AuthorizationException e) {
                throw missingRight("CREATE on topic " + name + " or on the cluster", e);
            }
        });
        awaitLeaders(created);
    }

    /**
     * Waits until each partition has a leader. Before that it refuses a producer's first records and may then take the next ones;
     * Kafka 3.9 takes the first ones for out of order from there on, and they are stuck for two minutes.
     */
    private void awaitLeaders(List<NewTopic> created) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : created) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long end = System.nanoTime() + LEADERS_TIMEOUT.toNanos();
        while (true) {
            try {
                // Only a leader answers, so the client asks until there is one.
                get(admin.listOffsets(ends).all());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                // This broker has not heard of the topic yet; for that the client fails at once.
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(LEADERS_INTERVAL.toNanos());
            }
        }
    }

    /** Brokers list the operations that the user may perform; all of them if they have no authorizer. */
    private void checkRights(Map<String, TopicDescription> described) {
        List<String> missing = new ArrayList<>();
        for (String topic : List.of(topics.requests(), topics.retries())) {
            require(AclOperation.READ, "topic " + topic, operations(described.get(topic)), missing);
        }
        for (String topic : List.of(topics.videos(), topics.deadLetters(), topics.retries())) {
            require(AclOperation.WRITE, "topic " + topic, operations(described.get(topic)), missing);
        }
        List<String> groups = List.of(topics.group(), topics.retriesGroup());
        admin.describeConsumerGroups(groups, new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true))
                .describedGroups()
                .forEach((group, future) -> {
                    try {
                        require(AclOperation.READ, "group " + group, operations(get(future)), missing);
                    } catch (GroupIdNotFoundException e) {
                        // Kafka 4 lists no rights for a group that does not exist yet.
                    } catch (AuthorizationException e) {
                        missing.add("READ on group " + group);
                    }
                });
        refuseWithout(missing);
    }

    private void refuseWithout(List<String> missingRights) {
        if (!missingRights.isEmpty()) {
            throw new StartRefusedException("missing rights at " + settings.brokers() + ": "
                    + String.join(", ", missingRights) + ". Grant them");
        }
    }

    private static @Nullable Set<AclOperation> operations(@Nullable TopicDescription topic) {
        return topic == null ? null : topic.authorizedOperations();
    }

    private static @Nullable Set<AclOperation> operations(ConsumerGroupDescription group) {
        return group.authorizedOperations();
    }

    /** @param allowed {@code null} if the broker does not list rights */
    private static void require(
            AclOperation operation, String resource, @Nullable Set<AclOperation> allowed, List<String> missing) {
        if (allowed != null && !allowed.contains(operation) && !allowed.contains(AclOperation.ALL)) {
            missing.add(operation + " on " + resource);
        }
    }

    private StartRefusedException missingRight(String right, AuthorizationException cause) {
        return new StartRefusedException(
                "missing right at " + settings.brokers() + ": " + right + " (" + cause.getMessage() + "). Grant it",
                cause);
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException expected ? expected : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while topics were checked", e);
        }
    }
}
