package io.github.cameltiktok.gateway.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads and replays deliveries of one caller. Each method runs in the caller's transaction. Thread-safe. */
final class DeliveryTable {

    /** Bounds a replay: the receiver gets 5 per second. */
    static final int MAX_REPLAY = 10_000;

    private static final String SELECT = """
            SELECT d.id, d.event_id, e.type, e.watch_id, w.host, e.body, d.state, d.attempts, d.replayed, d.due_at,
                d.created_at, d.ended_at,
                (SELECT a.status FROM delivery_attempt a WHERE a.delivery_id = d.id ORDER BY a.number DESC LIMIT 1)
                  AS last_status
              FROM delivery d JOIN event e ON e.id = d.event_id JOIN webhook_endpoint w ON w.id = d.endpoint_id
              WHERE d.caller = :caller""";

    private static final String REPLAY = "UPDATE delivery SET state = 'pending', due_at = :now, attempts = 0,"
            + " replayed = 1, ended_at = NULL WHERE caller = :caller AND id IN (";

    private final Clock clock;

    /**
     * The last entry of a page.
     *
     * @param at creation in milliseconds
     */
    record Cursor(long at, String id) {}

    /** Deliveries to replay. */
    record Selection(@Nullable Instant since, @Nullable Instant until, String state) {}

    DeliveryTable(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns a page, newest first.
     *
     * @param state {@code null} for all
     * @param watch {@code null} for all
     * @param after last entry of the page before; {@code null} for the first page
     */
    List<DeliveryRow> page(
            Handle handle,
            String caller,
            @Nullable String state,
            @Nullable String watch,
            @Nullable Cursor after,
            int limit) {
        return handle.createQuery(SELECT
                        + (state == null ? "" : " AND d.state = :state")
                        + (watch == null ? "" : " AND e.watch_id = :watch")
                        + (after == null ? "" : " AND (d.created_at < :at OR d.created_at = :at AND d.id < :after)")
                        + " ORDER BY d.created_at DESC, d.id DESC LIMIT :limit")
                .bind("caller", caller)
                .bind("state", state)
                .bind("watch", watch)
                .bind("at", after == null ? 0 : after.at)
                .bind("after", after == null ? "" : after.id)
                .bind("limit", limit)
                .map(DeliveryTable::row)
                .list();
    }

    Optional<DeliveryRow> find(Handle handle, String caller, String id) {
        return handle.createQuery(SELECT + " AND d.id = :id")
                .bind("caller", caller)
                .bind("id", id)
                .map(DeliveryTable::row)
                .findOne();
    }

    List<DeliveryRow.Try> attempts(Handle handle, String id) {
        return handle.createQuery("SELECT number, at, status, duration_ms, excerpt FROM delivery_attempt"
                        + " WHERE delivery_id = :id ORDER BY number")
                .bind("id", id)
                .map((row, context) -> new DeliveryRow.Try(
                        row.getInt("number"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        nullableInt(row, "status"),
                        row.getLong("duration_ms"),
                        row.getString("excerpt")))
                .list();
    }

    /** Makes a delivery due again; 0 if its endpoint is no longer active. */
    int replay(Handle handle, String caller, String id) {
        return handle.createUpdate(
                        REPLAY + "SELECT d.id FROM delivery d JOIN webhook_endpoint w ON w.id = d.endpoint_id"
                                + " WHERE d.id = :id AND w.state = 'active')")
                .bind("now", clock.millis())
                .bind("caller", caller)
                .bind("id", id)
                .execute();
    }

    boolean hasWatch(Handle handle, String caller, String watch) {
        return handle.createQuery("SELECT 1 FROM watch WHERE id = :watch AND caller = :caller")
                .bind("watch", watch)
                .bind("caller", caller)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** Makes deliveries of a watch due again, the oldest first, and returns their number. */
    int replayWatch(Handle handle, String caller, String watch, Selection selection) {
        return handle.createUpdate(REPLAY
                        + "SELECT d.id FROM delivery d JOIN event e ON e.id = d.event_id"
                        + " JOIN webhook_endpoint w ON w.id = d.endpoint_id WHERE w.state = 'active'"
                        + " AND d.caller = :caller AND e.watch_id = :watch AND d.state = :state"
                        + " AND d.created_at >= :since AND d.created_at < :until ORDER BY d.created_at LIMIT :limit)")
                .bind("now", clock.millis())
                .bind("caller", caller)
                .bind("watch", watch)
                .bind("state", selection.state)
                .bind("since", selection.since == null ? 0 : selection.since.toEpochMilli())
                .bind("until", selection.until == null ? Long.MAX_VALUE : selection.until.toEpochMilli())
                .bind("limit", MAX_REPLAY)
                .execute();
    }

    private static DeliveryRow row(ResultSet row, StatementContext context) throws SQLException {
        long endedAt = row.getLong("ended_at");
        boolean isPending = row.wasNull();
        return new DeliveryRow(
                row.getString("id"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("watch_id"),
                row.getString("host"),
                row.getString("body"),
                row.getString("state"),
                row.getInt("attempts"),
                row.getInt("replayed") != 0,
                Instant.ofEpochMilli(row.getLong("due_at")),
                Instant.ofEpochMilli(row.getLong("created_at")),
                isPending ? null : Instant.ofEpochMilli(endedAt),
                nullableInt(row, "last_status"));
    }

    private static @Nullable Integer nullableInt(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
