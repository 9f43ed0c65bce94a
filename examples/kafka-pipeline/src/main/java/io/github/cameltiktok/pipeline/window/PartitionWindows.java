package io.github.cameltiktok.pipeline.window;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The windows of the partitions that are assigned to a consumer. Thread-safe. */
final class PartitionWindows {

    private final Map<TopicPartition, OffsetWindow> windows = new ConcurrentHashMap<>();

    /** Opens a window, and replaces an earlier one of the partition. */
    void open(TopicPartition partition, OffsetWindow window) {
        windows.put(partition, window);
    }

    void close(Collection<TopicPartition> partitions) {
        windows.keySet().removeAll(partitions);
    }

    Optional<OffsetWindow> find(TopicPartition partition) {
        return Optional.ofNullable(windows.get(partition));
    }

    /**
     * Returns the window of a partition.
     *
     * @throws IllegalStateException if the partition has none
     */
    OffsetWindow get(TopicPartition partition) {
        return find(partition).orElseThrow(() -> new IllegalStateException(partition + " is not assigned"));
    }

    boolean isOpen(TopicPartition partition) {
        return windows.containsKey(partition);
    }

    Set<TopicPartition> partitions() {
        return windows.keySet();
    }

    /** Returns the number of records of a partition in flight; 0 if it has no window. */
    int size(TopicPartition partition) {
        return find(partition).map(OffsetWindow::size).orElse(0);
    }

    /** Returns the number of records of a topic in flight. */
    int inFlight(String topic) {
        return of(topic).mapToInt(entry -> entry.getValue().size()).sum();
    }

    /** Returns the timestamp of the oldest record of a topic in flight, in milliseconds since 1970; empty if there is none. */
    OptionalLong oldestTimestamp(String topic) {
        return of(topic)
                .map(entry -> entry.getValue().oldestTimestamp())
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    /**
     * Returns the offsets to commit.
     *
     * @param positions returns the offset that is read next; empty if it is unknown
     */
    Map<TopicPartition, OffsetAndMetadata> toCommit(
            Collection<TopicPartition> partitions, Function<TopicPartition, OptionalLong> positions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            find(partition)
                    .ifPresent(window -> positions.apply(partition).ifPresent(position -> window.toCommit(position)
                            .ifPresent(commit -> offsets.put(partition, commit))));
        }
        return offsets;
    }

    private Stream<Map.Entry<TopicPartition, OffsetWindow>> of(String topic) {
        return windows.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic));
    }
}
