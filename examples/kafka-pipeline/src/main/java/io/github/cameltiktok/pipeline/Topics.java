package io.github.cameltiktok.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The names of the pipeline's topics. Immutable.
 *
 * @param requests what is to be looked up
 * @param videos what was found
 * @param deadLetters what cannot be answered
 * @param retries what will be looked up again
 */
public record Topics(String requests, String videos, String deadLetters, String retries) {

    /** A dead letter is as large as its request, which may fill a topic's default of 1 MiB, and has more headers. */
    private static final String DEAD_LETTER_BYTES = Integer.toString(2 * 1024 * 1024);

    /** How long brokers may take to answer, in milliseconds. */
    private static final int PATIENCE = 15_000;

    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    /** Returns the names that begin with a prefix and a dot. */
    public static Topics of(String prefix) {
        return new Topics(prefix + ".requests", prefix + ".videos", prefix + ".dead-letters", prefix + ".retries");
    }

    /** Returns the properties by which a pipeline knows the names. */
    public Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("pipeline.topic.requests", requests);
        properties.setProperty("pipeline.topic.videos", videos);
        properties.setProperty("pipeline.topic.dead-letters", deadLetters);
        properties.setProperty("pipeline.topic.retries", retries);
        return properties;
    }

    /**
     * Creates those that are missing, with the broker's own replication, and leaves the others as they are. Returns when
     * those that it has created can be written to.
     *
     * @param partitions of a new topic: as many instances can share it
     * @throws IllegalStateException if the brokers refuse, or do not answer
     */
    public void createMissing(String brokers, int partitions) {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE);
        try (Admin admin = Admin.create(settings)) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = new ArrayList<>();
            for (String name : List.of(requests, videos, deadLetters, retries)) {
                if (!present.contains(name)) {
                    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
                    missing.add(
                            name.equals(deadLetters)
                                    ? topic.configs(Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, DEAD_LETTER_BYTES))
                                    : topic);
                }
            }
            admin.createTopics(missing).all().get();
            awaitLeaders(admin, missing);
        } catch (ExecutionException e) {
            // Another instance that starts at the same time may have been faster.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw notCreated(brokers, e);
            }
        } catch (KafkaException e) {
            throw notCreated(brokers, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while topics were created", e);
        }
    }

    private static IllegalStateException notCreated(String brokers, Exception failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new IllegalStateException(
                "topics at the brokers " + brokers + " could not be created: " + reason.getMessage());
    }

    /**
     * Before its leader is there a partition refuses a producer's first records, and may then take the next ones; Kafka 3.9
     * takes the first ones for out of order from there on, and they get stuck for two minutes.
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long end = System.nanoTime() + Duration.ofMillis(PATIENCE).toNanos();
        while (true) {
            try {
                // Only a leader can tell, so that the client asks until there is one.
                admin.listOffsets(ends).all().get();
                return;
            } catch (ExecutionException e) {
                // A broker may be asked that has not heard of the topic yet; for that the client gives up at once.
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }
}
