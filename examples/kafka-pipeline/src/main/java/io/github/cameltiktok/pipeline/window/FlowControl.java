package io.github.cameltiktok.pipeline.window;

import java.util.Collection;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Pauses partitions while the window is full, and resumes them when it has room. Each partition has an equal share of the
 * window; shares that other partitions do not need are lent. A partition that the caller has paused stays paused. For the
 * polling thread only.
 */
final class FlowControl {

    private final WindowedConsumer consumer;
    private final WindowOptions options;
    private final PartitionWindows windows;
    private final TopicObserver topics;
    private final Set<TopicPartition> pausedByCaller = new HashSet<>();

    FlowControl(WindowedConsumer consumer, WindowOptions options, PartitionWindows windows, TopicObserver topics) {
        this.consumer = consumer;
        this.options = options;
        this.windows = windows;
        this.topics = topics;
    }

    /** Returns the partitions that the caller has paused, such as Camel for a suspended route. */
    Set<TopicPartition> pausedByCaller() {
        return pausedByCaller;
    }

    /** Notes that the caller has paused partitions. */
    void callerPaused(Collection<TopicPartition> partitions) {
        pausedByCaller.addAll(partitions);
    }

    /** Notes that the caller has resumed partitions, or that they are no longer assigned. */
    void callerResumed(Collection<TopicPartition> partitions) {
        pausedByCaller.removeAll(partitions);
    }

    /** Pauses and resumes the assigned partitions by the records in flight. */
    void update() {
        Set<TopicPartition> assigned = consumer.assignment();
        Set<TopicPartition> paused = consumer.paused();
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
                consumer.pauseForWindow(Set.of(partition));
            } else if (!isFull && paused.contains(partition) && !pausedByCaller.contains(partition)) {
                consumer.resumeForWindow(Set.of(partition));
            }
        }
    }

    /**
     * Returns whether records wait in a partition; true while that is unknown. Kafka's client learns the end of a partition
     * with its records, so the end of one that is or was paused must be observed.
     */
    private boolean hasMore(TopicPartition partition) {
        OptionalLong end = topics.end(partition);
        OptionalLong position = consumer.knownPosition(partition);
        boolean isBehindObserved = end.isPresent() && position.isPresent() && end.getAsLong() > position.getAsLong();
        return isBehindObserved || consumer.currentLag(partition).orElse(1) > 0;
    }
}
