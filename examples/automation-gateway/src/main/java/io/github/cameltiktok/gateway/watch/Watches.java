package io.github.cameltiktok.gateway.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of watches. Each method runs in the caller's transaction. Thread-safe. */
final class Watches {

    private static final String SELECT = "SELECT w.*, s.kind, s.url, s.provider, s.anchor_at, s.next_poll_at, e.host,"
            + " e.state AS endpoint_state FROM watch w JOIN subject s ON s.id = w.subject_id"
            + " LEFT JOIN webhook_endpoint e ON e.id = w.endpoint_id ";

    /** A watch without a live key or with an ended callback must not cost. */
    static final String ACTIVE = "w.state = 'active' AND (w.endpoint_id IS NULL OR e.state = 'active')"
            + " AND EXISTS (SELECT 1 FROM api_key k WHERE k.caller = w.caller AND k.revoked_at IS NULL)";

    void insert(
            Handle handle,
            String id,
            String caller,
            String subjectId,
            @Nullable String endpointId,
            WatchRequest request,
            Instant now) {
        handle.createUpdate("INSERT INTO watch (id, caller, subject_id, endpoint_id, every_seconds, fields, min_growth,"
                        + " events, request_source, label, snapshot, next_due_at, last_sequence, state, created_at)"
                        + " VALUES (:id, :caller, :subject, :endpoint, :every, :fields, :minGrowth, :events, :source,"
                        + " :label, NULL, :now, 0, 'active', :now)")
                .bind("id", id)
                .bind("caller", caller)
                .bind("subject", subjectId)
                .bind("endpoint", endpointId)
                .bind("every", request.settings().every().toSeconds())
                .bind("fields", request.settings().fields())
                .bind("minGrowth", request.settings().minGrowth())
                .bind("events", String.join(",", request.settings().events()))
                .bind("source", request.requestSource())
                .bind("label", request.settings().label())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Returns a watch of a caller; empty if the caller has none with this id. */
    Optional<WatchRow> find(Handle handle, String caller, String id) {
        return handle.createQuery(SELECT + "WHERE w.caller = :caller AND w.id = :id")
                .bind("caller", caller)
                .bind("id", id)
                .map((row, context) -> WatchRow.of(row))
                .findOne();
    }

    /** Returns watches of a caller whose id follows this one, in the order of their ids. */
    List<WatchRow> list(Handle handle, String caller, String after, int limit) {
        return handle.createQuery(SELECT + "WHERE w.caller = :caller AND w.id > :after ORDER BY w.id LIMIT :limit")
                .bind("caller", caller)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> WatchRow.of(row))
                .list();
    }

    /** Returns the active watches of a subject, oldest first. */
    List<WatchRow> active(Handle handle, String subjectId) {
        return handle.createQuery(
                        SELECT + "WHERE w.subject_id = :subject AND " + ACTIVE + " ORDER BY w.created_at, w.id")
                .bind("subject", subjectId)
                .map((row, context) -> WatchRow.of(row))
                .list();
    }

    /** Returns the active watches of a subject that are due, oldest first. */
    List<WatchRow> due(Handle handle, String subjectId, Instant now) {
        return active(handle, subjectId).stream()
                .filter(watch ->
                        PollGrid.isDue(watch.nextDueAt(), watch.settings().every(), now))
                .toList();
    }

    /** Returns the active watches of a caller. */
    List<WatchRow> activeOf(Handle handle, String caller) {
        return handle.createQuery(SELECT + "WHERE w.caller = :caller AND " + ACTIVE)
                .bind("caller", caller)
                .map((row, context) -> WatchRow.of(row))
                .list();
    }

    /** Returns watches that are active, but for their callback. */
    List<WatchRow> withEndedCallback(Handle handle, int limit) {
        return handle.createQuery(
                        SELECT + "WHERE w.state = 'active' AND e.state <> 'active' ORDER BY w.id LIMIT :limit")
                .bind("limit", limit)
                .map((row, context) -> WatchRow.of(row))
                .list();
    }

    /** Returns the number of watches of a caller, disabled ones included. */
    int count(Handle handle, String caller) {
        return handle.createQuery("SELECT COUNT(*) FROM watch WHERE caller = :caller")
                .bind("caller", caller)
                .mapTo(Integer.class)
                .one();
    }

    /** Records a poll. */
    void polled(Handle handle, String id, String snapshot, long sequence, Instant nextDueAt) {
        handle.createUpdate("UPDATE watch SET snapshot = :snapshot, last_sequence = :sequence, next_due_at = :due"
                        + " WHERE id = :id")
                .bind("snapshot", snapshot)
                .bind("sequence", sequence)
                .bind("due", nextDueAt.toEpochMilli())
                .bind("id", id)
                .execute();
    }

    /** Changes the settings of a watch, and activates it if it gets another callback. */
    void change(
            Handle handle, String id, WatchSettings settings, @Nullable String endpointId, String state, Instant due) {
        handle.createUpdate("UPDATE watch SET every_seconds = :every, fields = :fields, min_growth = :minGrowth,"
                        + " events = :events, label = :label, endpoint_id = :endpoint, state = :state,"
                        + " next_due_at = :due WHERE id = :id")
                .bind("every", settings.every().toSeconds())
                .bind("fields", settings.fields())
                .bind("minGrowth", settings.minGrowth())
                .bind("events", String.join(",", settings.events()))
                .bind("label", settings.label())
                .bind("endpoint", endpointId)
                .bind("state", state)
                .bind("due", due.toEpochMilli())
                .bind("id", id)
                .execute();
    }

    /** Disables a watch. Returns false if it was not active. */
    boolean disable(Handle handle, String id) {
        return handle.createUpdate("UPDATE watch SET state = 'disabled' WHERE id = :id AND state = 'active'")
                        .bind("id", id)
                        .execute()
                == 1;
    }

    void delete(Handle handle, String id) {
        handle.createUpdate("DELETE FROM watch WHERE id = :id").bind("id", id).execute();
    }
}
