package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the windows of a consumer's partitions when the ids of their topics are known. A partition whose topic was created
 * again, or whose committed offset belongs to an earlier topic of the same name, is read from its beginning. For the polling
 * thread only.
 */
final class WindowOpener {

    private static final Logger LOG = LoggerFactory.getLogger(WindowOpener.class);

    private static final Duration COMMITTED_TIMEOUT = Duration.ofSeconds(1);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PartitionWindows windows;
    private final DelayQueue delayed;
    private final TopicObserver topics;

    WindowOpener(
            KafkaConsumer<byte[], byte[]> consumer,
            PartitionWindows windows,
            DelayQueue delayed,
            TopicObserver topics) {
        this.consumer = consumer;
        this.windows = windows;
        this.delayed = delayed;
        this.topics = topics;
    }

    /** Opens a window for each new partition, and another one where a topic was created again. */
    void openWindows() {
        Set<TopicPartition> opened = new HashSet<>();
        Set<TopicPartition> restarted = new HashSet<>();
        for (TopicPartition partition : consumer.assignment()) {
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
            restarted.forEach(partition -> windows.open(partition, newWindow(partition)));
            delayed.drop(restarted);
            consumer.seekToBeginning(restarted);
        }
    }

    /** Returns the partitions whose committed offsets belong to another topic of the same name. */
    private Set<TopicPartition> open(Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> foreign = new HashSet<>();
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(partitions, COMMITTED_TIMEOUT);
            for (TopicPartition partition : partitions) {
                OffsetWindow window = newWindow(partition);
                OffsetAndMetadata last = committed.get(partition);
                if (last != null) {
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

    private OffsetWindow newWindow(TopicPartition partition) {
        return new OffsetWindow(topics.id(partition.topic()).orElseThrow());
    }
}
