package io.github.cameltiktok.pipeline.window;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition in flight. They end in any order. The offset to commit is the first offset in flight, or the
 * position of the consumer if none is. Thread-safe.
 *
 * <p>Offsets can go back. After an error Camel reads again from the last commit; a broker that loses the end of its log truncates
 * the partition. Records from there on are new, and records in flight from before are ignored.
 */
final class OffsetWindow {

    private final TreeMap<Long, Entry> inFlight = new TreeMap<>();
    private final Uuid topicId;
    private long next;
    private @Nullable Integer lastEpoch;
    private long generation;
    private @Nullable Long requested;

    private record Entry(@Nullable Integer epoch, long timestamp) {}

    /** Creates an empty window for a partition. A topic that is created again has another id. */
    OffsetWindow(Uuid topicId) {
        this.topicId = topicId;
    }

    Uuid topicId() {
        return topicId;
    }

    /**
     * Adds a record.
     *
     * @return the expected offset, if offsets have gone back; empty otherwise. In the first case records with the same or a
     *     higher offset are no longer in flight, because they are read again
     */
    synchronized OptionalLong begin(ConsumerRecord<?, ?> record) {
        OptionalLong expected = OptionalLong.empty();
        if (record.offset() < next) {
            expected = OptionalLong.of(next);
            generation++;
            inFlight.tailMap(record.offset(), true).clear();
        }
        inFlight.put(record.offset(), new Entry(record.leaderEpoch().orElse(null), record.timestamp()));
        next = record.offset() + 1;
        lastEpoch = record.leaderEpoch().orElse(null);
        return expected;
    }

    /** Returns how often offsets have gone back. Records of an earlier generation cannot end. */
    synchronized long generation() {
        return generation;
    }

    /** Ends a record. Does nothing if it is not in flight, or was begun in another generation. */
    synchronized void end(long offset, long begunIn) {
        if (begunIn == generation) {
            inFlight.remove(offset);
        }
    }

    synchronized int size() {
        return inFlight.size();
    }

    /** Returns the timestamp of the oldest record in flight, in milliseconds since 1970. */
    synchronized OptionalLong oldestTimestamp() {
        return inFlight.values().stream().mapToLong(Entry::timestamp).min();
    }

    /**
     * Returns the offset to commit, with the id of the topic as metadata; empty if it was returned before.
     *
     * @param position next offset that the consumer will read. It is higher than that of the last record plus 1 if the marker of
     *     a transaction follows.
     */
    synchronized Optional<OffsetAndMetadata> toCommit(long position) {
        boolean isFirst = !inFlight.isEmpty() && inFlight.firstKey() < position;
        long offset = isFirst ? inFlight.firstKey() : position;
        if (requested != null && requested == offset) {
            return Optional.empty();
        }
        requested = offset;
        Integer epoch = isFirst ? inFlight.firstEntry().getValue().epoch() : lastEpoch;
        return Optional.of(new OffsetAndMetadata(offset, Optional.ofNullable(epoch), topicId.toString()));
    }

    /** Notes that the last commit failed, so that {@link #toCommit} returns the same offset again. */
    synchronized void notCommitted() {
        requested = null;
    }
}
