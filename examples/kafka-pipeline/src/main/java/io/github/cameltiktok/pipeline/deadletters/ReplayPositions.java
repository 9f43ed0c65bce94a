package io.github.cameltiktok.pipeline.deadletters;

import io.github.cameltiktok.pipeline.kafka.AdminResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The positions that replays of the dead letters have committed. Each offset carries the id of the topic and the text of the
 * selection. A letter is replayed already if another selection matches it and has an offset beyond it. Immutable.
 */
final class ReplayPositions {

    private final Map<TopicPartition, Long> own;
    private final List<Other> others;

    private record Other(Selection selection, Map<TopicPartition, Long> positions) {}

    private ReplayPositions(Map<TopicPartition, Long> own, List<Other> others) {
        this.own = own;
        this.others = others;
    }

    /** Returns the positions of a replay that ignores earlier ones. */
    static ReplayPositions none() {
        return new ReplayPositions(Map.of(), List.of());
    }

    /**
     * Reads the positions. Offsets of a deleted topic of the same name are ignored.
     *
     * @param groups prefix of the names of all replay groups
     * @param group the group of this replay
     * @param isReplay whether to require offsets without open transactions; only a replay has ended all of them
     * @throws KafkaException if the brokers do not answer or refuse
     */
    static ReplayPositions read(
            Admin admin, String groups, String group, Uuid topicId, Selection selection, boolean isReplay) {
        Map<String, ListConsumerGroupOffsetsSpec> requested = new HashMap<>();
        // Brokers do not list groups that the user may not describe.
        requested.put(group, new ListConsumerGroupOffsetsSpec());
        for (ConsumerGroupListing listed :
                AdminResult.get(admin.listConsumerGroups().valid())) {
            if (listed.groupId().startsWith(groups)) {
                requested.put(listed.groupId(), new ListConsumerGroupOffsetsSpec());
            }
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> committed = AdminResult.get(
                admin.listConsumerGroupOffsets(requested, new ListConsumerGroupOffsetsOptions().requireStable(isReplay))
                        .all());
        Map<TopicPartition, Long> own = new HashMap<>();
        List<Other> others = new ArrayList<>();
        committed.forEach((name, offsets) -> {
            Map<String, Map<TopicPartition, Long>> bySelection = bySelection(offsets, topicId);
            if (name.equals(group)) {
                own.putAll(bySelection.getOrDefault(selection.toString(), Map.of()));
            } else {
                bySelection.forEach((text, positions) -> others.add(new Other(Selection.parse(text), positions)));
            }
        });
        return new ReplayPositions(own, others);
    }

    /** Returns the offset to commit for a position. */
    static OffsetAndMetadata toCommit(long position, Uuid topicId, Selection selection) {
        return new OffsetAndMetadata(position, topicId + " " + selection);
    }

    /** Returns the offsets at which this selection continues; empty if it has none. */
    Map<TopicPartition, Long> own() {
        return own;
    }

    /** Returns whether another selection has replayed a letter. */
    boolean isReplayedByOther(DeadLetter letter) {
        return others.stream()
                .anyMatch(other -> letter.offset() < other.positions().getOrDefault(letter.partition(), 0L)
                        && other.selection().matches(letter));
    }

    private static Map<String, Map<TopicPartition, Long>> bySelection(
            Map<TopicPartition, OffsetAndMetadata> offsets, Uuid topicId) {
        Map<String, Map<TopicPartition, Long>> bySelection = new HashMap<>();
        String prefix = topicId + " ";
        offsets.forEach((partition, offset) -> {
            if (offset != null && offset.metadata().startsWith(prefix)) {
                bySelection
                        .computeIfAbsent(offset.metadata().substring(prefix.length()), any -> new HashMap<>())
                        .put(partition, offset.offset());
            }
        });
        return bySelection;
    }
}
