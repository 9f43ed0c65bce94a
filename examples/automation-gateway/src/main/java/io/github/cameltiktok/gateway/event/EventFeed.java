package io.github.cameltiktok.gateway.event;

import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes readers that wait for events: at once after a commit in this process, and by {@link #tick} after a commit of
 * another instance. Readers then read the table behind their position, so a missed wake-up delays an event, but loses
 * none. Thread-safe.
 */
public final class EventFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    private final Database database;
    private final Events events;
    private final Clock clock;
    private final Map<String, Set<Reader>> readers = new ConcurrentHashMap<>();
    private final Map<String, Long> seen = new ConcurrentHashMap<>();
    private volatile boolean isClosed;

    /** A waiting reader. Methods are called by any thread and must not block. */
    interface Reader {

        /** There may be events behind the reader's position. */
        void wake();

        /** Some time has passed. */
        void tick(Instant now);

        /** The gateway stops. */
        void end();
    }

    public EventFeed(Database database, Events events, Clock clock) {
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    /** Wakes the readers of a caller. Call it after the commit of its events. */
    public void wake(String caller) {
        readers.getOrDefault(caller, Set.of()).forEach(Reader::wake);
    }

    /**
     * Wakes the readers of callers whose last position has moved, and ends the waits that are over. To be called every
     * second. One statement reads the positions of all callers with readers.
     *
     * @return completes after the readers were woken; never fails
     */
    public CompletableFuture<Void> tick() {
        Instant now = clock.instant();
        readers.values().forEach(all -> all.forEach(reader -> reader.tick(now)));
        Set<String> callers = Set.copyOf(readers.keySet());
        seen.keySet().retainAll(callers);
        if (callers.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return database.run(handle -> events.lastPositions(handle, callers)).handle((positions, failure) -> {
            if (failure != null) {
                LOG.debug("Positions of events not read: {}", failure.toString());
            } else {
                positions.forEach(this::wakeIfMoved);
            }
            return null;
        });
    }

    private void wakeIfMoved(String caller, long position) {
        Long before = seen.put(caller, position);
        if (before == null || before != position) {
            wake(caller);
        }
    }

    void add(String caller, Reader reader) {
        readers.compute(caller, (name, all) -> {
            Set<Reader> some = all == null ? ConcurrentHashMap.newKeySet() : all;
            some.add(reader);
            return some;
        });
        if (isClosed) {
            reader.end();
        }
    }

    void remove(String caller, Reader reader) {
        readers.computeIfPresent(caller, (name, all) -> {
            all.remove(reader);
            return all.isEmpty() ? null : all;
        });
    }

    /** Returns the number of waiting readers. */
    public int size() {
        return readers.values().stream().mapToInt(Set::size).sum();
    }

    Instant now() {
        return clock.instant();
    }

    /** Ends all waits, also those that begin later: long polls answer without events, and streams end. */
    @Override
    public void close() {
        isClosed = true;
        readers.values().forEach(all -> all.forEach(Reader::end));
    }
}
