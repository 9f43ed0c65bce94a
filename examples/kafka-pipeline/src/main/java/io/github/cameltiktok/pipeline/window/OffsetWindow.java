package io.github.cameltiktok.pipeline.window;

import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The records of one partition that are in flight. They end in any order; what may be committed is the offset before which
 * all have ended. Thread-safe.
 */
final class OffsetWindow {

    private static final long NONE = -1;

    private final TreeSet<Long> inFlight = new TreeSet<>();
    private long next = NONE;
    private long committed = NONE;

    /** Takes a record in. One that comes again, because Camel has gone back to what was committed, is in flight once. */
    synchronized void begin(long offset) {
        inFlight.add(offset);
        next = Math.max(next, offset + 1);
    }

    /** A record has ended: its result is acknowledged. Of a record that is not in flight it changes nothing. */
    synchronized void end(long offset) {
        inFlight.remove(offset);
    }

    synchronized int size() {
        return inFlight.size();
    }

    /** Returns how many offsets there are from the first record in flight to the last one taken in. */
    synchronized long length() {
        return inFlight.isEmpty() ? 0 : next - inFlight.first();
    }

    /** Returns the offset to commit; empty if it was returned before. */
    synchronized OptionalLong toCommit() {
        long position = inFlight.isEmpty() ? next : inFlight.first();
        if (position == committed) {
            return OptionalLong.empty();
        }
        committed = position;
        return OptionalLong.of(position);
    }

    /** What was returned to be committed could not be, so it will be returned again. */
    synchronized void notCommitted() {
        committed = NONE;
    }
}
