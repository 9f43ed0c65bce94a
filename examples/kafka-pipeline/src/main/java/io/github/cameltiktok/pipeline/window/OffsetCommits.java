package io.github.cameltiktok.pipeline.window;

import io.github.cameltiktok.pipeline.health.Conditions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** Commits the offsets of records that have ended, every 100 ms; after failures with back-off. For the polling thread only. */
final class OffsetCommits {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration MAX_INTERVAL = Duration.ofSeconds(10);

    private final PartitionWindows windows;
    private final InstantSource clock;
    private final Conditions conditions;
    private final Membership membership;
    private Instant next = Instant.MIN;
    private Duration interval = INTERVAL;

    OffsetCommits(PartitionWindows windows, InstantSource clock, Conditions conditions, Membership membership) {
        this.windows = windows;
        this.clock = clock;
        this.conditions = conditions;
        this.membership = membership;
    }

    /** Reports the condition of each topic as working, so that its meter exists before the first commit. */
    void register(Collection<String> topics) {
        topics.forEach(topic -> conditions.works(condition(topic)));
    }

    /** Commits all offsets with the next call, also those that have not changed. The broker accepts them only from a member. */
    void repeat() {
        windows.partitions().forEach(partition -> windows.find(partition).ifPresent(OffsetWindow::notCommitted));
        interval = INTERVAL;
        next = Instant.MIN;
    }

    /**
     * Commits if the interval has passed and an offset has changed.
     *
     * @param positions returns the offset that is read next; empty if it is unknown
     * @param commit sends offsets; the callback comes from a later poll
     */
    void commitEnded(
            Function<TopicPartition, OptionalLong> positions,
            BiConsumer<Map<TopicPartition, OffsetAndMetadata>, OffsetCommitCallback> commit) {
        Instant now = clock.instant();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(interval);
        Map<TopicPartition, OffsetAndMetadata> offsets = windows.toCommit(windows.partitions(), positions);
        if (!offsets.isEmpty()) {
            int stalls = membership.stalls();
            commit.accept(offsets, (requested, failure) -> {
                if (failure == null) {
                    membership.committed(stalls);
                    committed(requested.keySet());
                } else {
                    notCommitted(requested, failure);
                }
            });
        }
    }

    private void committed(Set<TopicPartition> partitions) {
        interval = INTERVAL;
        partitions.forEach(partition -> conditions.works(condition(partition.topic())));
    }

    private void notCommitted(Map<TopicPartition, OffsetAndMetadata> requested, Exception failure) {
        // Expected while partitions move, so not a failure.
        if (!(failure instanceof RebalanceInProgressException)) {
            Duration doubled = interval.multipliedBy(2);
            interval = doubled.compareTo(MAX_INTERVAL) < 0 ? doubled : MAX_INTERVAL;
            next = clock.instant().plus(interval);
            requested.keySet().stream()
                    .map(TopicPartition::topic)
                    .distinct()
                    .forEach(topic -> conditions.fails(condition(topic), failure));
        }
        requested.keySet().forEach(partition -> windows.find(partition).ifPresent(OffsetWindow::notCommitted));
    }

    private static String condition(String topic) {
        return "committing " + topic;
    }
}
