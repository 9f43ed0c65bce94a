package io.github.cameltiktok.gateway.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The table of events. Each method runs in the caller's transaction. Thread-safe. */
public final class Events {

    /**
     * Inserts an event. Its position is allotted under the lock of the caller's row until the transaction ends, so that
     * events become visible in the order of their positions.
     *
     * @throws IllegalStateException if the caller does not exist
     */
    public Event append(Handle handle, NewEvent event) {
        long position = handle.createQuery(
                        "UPDATE caller SET last_position = last_position + 1 WHERE name = :caller RETURNING last_position")
                .bind("caller", event.caller())
                .mapTo(Long.class)
                .findOne()
                .orElseThrow(() -> new IllegalStateException("The caller " + event.caller() + " does not exist"));
        handle.createUpdate("INSERT INTO event (id, caller, position, watch_id, type, created_at, body)"
                        + " VALUES (:id, :caller, :position, :watch, :type, :at, :body)")
                .bind("id", event.id())
                .bind("caller", event.caller())
                .bind("position", position)
                .bind("watch", event.watchId())
                .bind("type", event.type())
                .bind("at", event.createdAt().toEpochMilli())
                .bind("body", event.body())
                .execute();
        return event.at(position);
    }

    /**
     * Returns events behind a position, oldest first.
     *
     * @param watchId {@code null} for all events of the caller
     */
    public List<Event> after(Handle handle, String caller, @Nullable String watchId, long position, int limit) {
        return handle.createQuery("SELECT * FROM event WHERE caller = :caller AND position > :position"
                        + (watchId == null ? "" : " AND watch_id = :watch")
                        + " ORDER BY position LIMIT :limit")
                .bind("caller", caller)
                .bind("watch", watchId)
                .bind("position", position)
                .bind("limit", limit)
                .map(Events::event)
                .list();
    }

    /** Returns events of a watch before a position, newest first. */
    public List<Event> before(Handle handle, String caller, String watchId, long position, int limit) {
        return handle.createQuery("SELECT * FROM event WHERE caller = :caller AND watch_id = :watch"
                        + " AND position < :position ORDER BY position DESC LIMIT :limit")
                .bind("caller", caller)
                .bind("watch", watchId)
                .bind("position", position)
                .bind("limit", limit)
                .map(Events::event)
                .list();
    }

    /** Returns an event of a caller; empty if the caller has none with this id. */
    public Optional<Event> find(Handle handle, String caller, String id) {
        return handle.createQuery("SELECT * FROM event WHERE caller = :caller AND id = :id")
                .bind("caller", caller)
                .bind("id", id)
                .map(Events::event)
                .findOne();
    }

    /** Returns the position of the last event by the name of the caller; callers that do not exist are omitted. */
    public Map<String, Long> lastPositions(Handle handle, Collection<String> callers) {
        Map<String, Long> positions = new HashMap<>();
        if (!callers.isEmpty()) {
            handle.createQuery("SELECT name, last_position FROM caller WHERE name IN (<names>)")
                    .bindList("names", List.copyOf(callers))
                    .map((row, context) -> Map.entry(row.getString("name"), row.getLong("last_position")))
                    .forEach(entry -> positions.put(entry.getKey(), entry.getValue()));
        }
        return positions;
    }

    /** Returns whether the caller has this watch, or had it and has events of it. */
    boolean knowsWatch(Handle handle, String caller, String watchId) {
        return handle.createQuery("SELECT 1 FROM watch WHERE caller = :caller AND id = :watch"
                        + " UNION ALL SELECT 1 FROM event WHERE caller = :caller AND watch_id = :watch LIMIT 1")
                .bind("caller", caller)
                .bind("watch", watchId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static Event event(ResultSet row, StatementContext context) throws SQLException {
        return new Event(
                row.getString("id"),
                row.getString("caller"),
                row.getLong("position"),
                row.getString("watch_id"),
                row.getString("type"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                row.getString("body"));
    }
}
