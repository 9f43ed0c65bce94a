package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes deliveries that ended long ago, and endpoints that nothing refers to. Thread-safe. */
public final class DeliveryRetention {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryRetention.class);

    /** Time for which ended deliveries can be read and replayed. */
    private static final Duration KEPT = Duration.ofDays(7);

    private static final Duration DEAD_KEPT = Duration.ofDays(30);

    /** Bounds the time that a deletion occupies the database. */
    private static final int MAX_ROWS = 500;

    private final Database database;
    private final Clock clock;

    public DeliveryRetention(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Deletes up to 500 deliveries. To be called every few minutes; it repeats itself while there are more.
     *
     * @return completes with the number of deleted deliveries; never fails
     */
    public CompletableFuture<Integer> tick() {
        return database.run(this::deleteSome)
                .thenCompose(deleted -> deleted < MAX_ROWS
                        ? CompletableFuture.completedFuture(deleted)
                        : tick().thenApply(more -> deleted + more))
                .exceptionally(failure -> {
                    LOG.warn("Ended deliveries could not be deleted: {}", failure.toString());
                    return 0;
                });
    }

    private int deleteSome(Handle handle) {
        List<String> ids = handle.createQuery("SELECT id FROM delivery WHERE state IN ('delivered', 'cancelled')"
                        + " AND ended_at < :ended OR state = 'dead' AND ended_at < :dead LIMIT :limit")
                .bind("ended", clock.instant().minus(KEPT).toEpochMilli())
                .bind("dead", clock.instant().minus(DEAD_KEPT).toEpochMilli())
                .bind("limit", MAX_ROWS)
                .mapTo(String.class)
                .list();
        if (!ids.isEmpty()) {
            handle.createUpdate("DELETE FROM delivery_attempt WHERE delivery_id IN (<ids>)")
                    .bindList("ids", ids)
                    .execute();
            handle.createUpdate("DELETE FROM delivery WHERE id IN (<ids>)")
                    .bindList("ids", ids)
                    .execute();
        }
        handle.createUpdate("DELETE FROM webhook_endpoint WHERE id <> :route"
                        + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.endpoint_id = webhook_endpoint.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM watch w WHERE w.endpoint_id = webhook_endpoint.id)"
                        + " AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.endpoint_id = webhook_endpoint.id)")
                .bind("route", Endpoints.ROUTE)
                .execute();
        return ids.size();
    }
}
