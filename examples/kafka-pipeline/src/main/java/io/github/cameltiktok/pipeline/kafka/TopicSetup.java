package io.github.cameltiktok.pipeline.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks login, topics and rights before a start, and creates missing topics. For one thread.
 */
public final class TopicSetup implements AutoCloseable {

    /** A dead letter is larger than its request, by headers; a request may fill the default limit of 1 MiB. */
    private static final String DEAD_LETTER_BYTES = Integer.toString(2 * 1024 * 1024);

    private static final Duration LEADERS_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration LEADERS_INTERVAL = Duration.ofMillis(50);

    private final KafkaSettings settings;
    private final Topics topics;
    private final Admin admin;

    private TopicSetup(KafkaSettings settings, Topics topics, Admin admin) {
        this.settings = settings;
        this.topics = topics;
        this.admin = admin;
    }

    /**
     * Checks login, topics and rights once.
     *
     * @param partitions of a topic that is created; {@code null} to create no topics
     * @throws StartRefusedException if the brokers refuse the login or lack a topic, or the user lacks a right
     * @throws BrokersUnavailableException if the brokers cannot be reached, so that a retry may succeed
     */
    public static void check(KafkaSettings settings, Topics topics, @Nullable Integer partitions) {
        try (TopicSetup setup = new TopicSetup(settings, topics, Admin.create(settings.admin()))) {
            setup.check(partitions);
        } catch (KafkaException e) {
            throw ClientFailures.translated(settings, e);
        }
    }

    /**
     * Creates missing topics with the default replication of the brokers. Returns when they can be written to.
     *
     * @param partitions of a new topic
     * @throws StartRefusedException if the brokers refuse
     * @throws BrokersUnavailableException if the brokers do not answer
     */
    public static void createMissing(String brokers, Topics topics, int partitions) {
        check(KafkaSettings.of(brokers), topics, partitions);
    }

    /**
     * Checks once that topics exist and that the user has a right on each. Creates nothing.
     *
     * @param rights the required operation for each topic
     * @return the descriptions of the topics by name
     * @throws StartRefusedException if the brokers refuse the login or lack a topic, or the user lacks a right
     * @throws BrokersUnavailableException if the brokers cannot be reached, so that a retry may succeed
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
                        described.put(name, AdminResult.get(future));
                    } catch (UnknownTopicOrPartitionException e) {
                        // The caller handles missing topics.
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
                AdminResult.get(future);
            } catch (TopicExistsException e) {
                // Created by another instance at the same time.
            } catch (AuthorizationException e) {
                throw missingRight("CREATE on topic " + name + " or on the cluster", e);
            }
        });
        awaitLeaders(created);
    }

    /**
     * Waits until each partition has a leader. Without a leader, the broker may reject a producer's first records and accept the
     * next ones. Kafka 3.9 then regards the first ones as out of order, and they fail after 2 min.
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
                // Only a leader answers, so the client retries until there is one.
                AdminResult.get(admin.listOffsets(ends).all());
                return;
            } catch (UnknownTopicOrPartitionException e) {
                // This broker has no metadata of the topic yet. The client does not retry in this case.
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(LEADERS_INTERVAL.toNanos());
            }
        }
    }

    /** Checks the operations that the brokers list as allowed. Without an authorizer they list all. */
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
                        require(AclOperation.READ, "group " + group, operations(AdminResult.get(future)), missing);
                    } catch (GroupIdNotFoundException e) {
                        // Kafka 4 lists no rights for a group that does not exist.
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

    /**
     * Adds a right to the missing ones unless it is allowed.
     *
     * @param allowed {@code null} if the broker does not list rights
     */
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
}
