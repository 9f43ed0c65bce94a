package io.github.cameltiktok.gateway.event;

import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes events that are older than 30 days and have no delivery left. Positions are not used again. Thread-safe. */
public final class EventRetention {

    static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(EventRetention.class);

    /** Short transactions: SQLite has one writer. */
    private static final int AT_A_TIME = 500;

    private final Database database;
    private final Clock clock;

    public EventRetention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Deletes old events. To be called every few minutes.
     *
     * @return completes after the last deletion; never fails
     */
    public CompletableFuture<Void> tick() {
        return purge().exceptionally(failure -> {
            LOG.warn("Old events not deleted, the next run does it: {}", failure.toString());
            return null;
        });
    }

    private CompletableFuture<Void> purge() {
        long before = clock.instant().minus(KEPT).toEpochMilli();
        return database.run(handle -> handle.createUpdate("DELETE FROM event WHERE id IN (SELECT id FROM event"
                                + " WHERE created_at < :before AND NOT EXISTS"
                                + " (SELECT 1 FROM delivery WHERE delivery.event_id = event.id)"
                                + " ORDER BY created_at LIMIT :limit)")
                        .bind("before", before)
                        .bind("limit", AT_A_TIME)
                        .execute())
                .thenCompose(deleted -> deleted < AT_A_TIME ? CompletableFuture.completedFuture(null) : purge());
    }
}
