package io.github.cameltiktok.pipeline.window;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition that are in flight. They end in any order; the offset to commit is the first of them, or the
 * consumer's position if there is none. Thread-safe.
 *
 * <p>Offsets can go back: Camel reads once more from the last commit after an error, and a partition is truncated when a broker
 * loses the end of its log. From there on the records count as new, and what was in flight before no longer matters.
 */
final class OffsetWindow {

    private final TreeMap<Long, Entry> inFlight = new TreeMap<>();
    private final Uuid topicId;
    private long next;
    private @Nullable Integer lastEpoch;
    private long generation;
    private @Nullable Long requested;
    private @Nullable Long committed;

    private record Entry(@Nullable Integer epoch, long timestamp) {}

    /** Creates an empty window for the partition of a topic; a topic that is created again has another id. */
    OffsetWindow(Uuid topicId) {
        this.topicId = topicId;
    }

    Uuid topicId() {
        return topicId;
    }

    /**
     * Adds a record.
     *
     * @return the offset that was expected, if offsets have gone back; then records of equal or higher offsets, which will come
     *     again, are no longer in flight
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

    /** Returns how often offsets have gone back; a record that was handed on before ends for nothing. */
    synchronized long generation() {
        return generation;
    }

    /** Ends a record: its outcome is acknowledged. Does nothing if it is not in flight, or was begun in another generation. */
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
     * Returns what to commit, with the id of the topic as metadata; empty if it was returned before.
     *
     * @param position the next offset that the consumer will read. It is behind the last record where that is followed by the
     *     marker of a transaction, which is no record.
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

    /** Notes that the broker has an offset: the one before this window, or one that {@link #toCommit} returned. */
    synchronized void committed(long offset) {
        committed = offset;
    }

    /** Notes that the broker does not have what {@link #toCommit} returned last, so that it is returned again. */
    synchronized void notCommitted() {
        requested = null;
    }

    /** Returns the offset that the broker has; empty if it has none yet. */
    synchronized OptionalLong lastCommitted() {
        return committed == null ? OptionalLong.empty() : OptionalLong.of(committed);
    }
}
