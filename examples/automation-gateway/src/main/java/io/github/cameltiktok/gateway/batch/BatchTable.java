package io.github.cameltiktok.gateway.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Batches in the database. Each method runs in the transaction of its handle. Thread-safe. */
final class BatchTable {

    private final boolean isPostgres;

    BatchTable(boolean isPostgres) {
        this.isPostgres = isPostgres;
    }

    /**
     * A batch.
     *
     * @param endpointId {@code null} without a callback
     * @param completedAt {@code null} while it runs
     */
    record Row(
            String id,
            String caller,
            BatchRequest request,
            @Nullable String endpointId,
            Instant createdAt,
            @Nullable Instant completedAt) {}

    void insert(Handle handle, Row row, Instant expiresAt) {
        handle.createUpdate("INSERT INTO batch (id, caller, request, endpoint_id, total, lease_until, created_at,"
                        + " expires_at) VALUES (:id, :caller, :request, :endpoint, :total, 0, :created, :expires)")
                .bind("id", row.id())
                .bind("caller", row.caller())
                .bind("request", row.request().text())
                .bind("endpoint", row.endpointId())
                .bind("total", row.request().subjects().size())
                .bind("created", row.createdAt().toEpochMilli())
                .bind("expires", expiresAt.toEpochMilli())
                .execute();
    }

    Optional<Row> find(Handle handle, String caller, String id) {
        return handle.createQuery("SELECT * FROM batch WHERE id = :id AND caller = :caller")
                .bind("id", id)
                .bind("caller", caller)
                .map((row, context) -> row(row))
                .findOne();
    }

    /** Returns the number of a caller's batches that are not complete. */
    int unfinished(Handle handle, String caller) {
        return handle.createQuery("SELECT COUNT(*) FROM batch WHERE caller = :caller AND completed_at IS NULL")
                .bind("caller", caller)
                .mapTo(Integer.class)
                .one();
    }

    /** Takes the lease of unfinished batches without one, oldest first. */
    List<Row> claim(Handle handle, String owner, Instant now, Duration lease, int limit) {
        return handle.createQuery("UPDATE batch SET lease_until = :until, lease_owner = :owner WHERE id IN (SELECT id"
                        + " FROM batch WHERE completed_at IS NULL AND lease_until < :now ORDER BY created_at LIMIT :limit"
                        + (isPostgres ? " FOR UPDATE SKIP LOCKED" : "") + ") RETURNING *")
                .bind("until", now.plus(lease).toEpochMilli())
                .bind("owner", owner)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> row(row))
                .list();
    }

    /** Extends a lease, and locks the row. Returns false if another owner has it, or the batch is gone. */
    boolean extend(Handle handle, String id, String owner, Instant until) {
        return handle.createUpdate("UPDATE batch SET lease_until = :until WHERE id = :id AND lease_owner = :owner"
                                + " AND completed_at IS NULL")
                        .bind("until", until.toEpochMilli())
                        .bind("id", id)
                        .bind("owner", owner)
                        .execute()
                == 1;
    }

    /** Returns a lease, so that any instance may go on at once. */
    void release(Handle handle, String id, String owner) {
        handle.createUpdate(
                        "UPDATE batch SET lease_until = 0, lease_owner = NULL WHERE id = :id AND lease_owner = :owner")
                .bind("id", id)
                .bind("owner", owner)
                .execute();
    }

    /** Inserts a line. Returns false if the batch has it. */
    boolean insertLine(Handle handle, String id, BatchLine line) {
        return handle.createUpdate("INSERT INTO batch_line (batch_id, number, line) VALUES (:id, :number, :line)"
                                + " ON CONFLICT (batch_id, number) DO NOTHING")
                        .bind("id", id)
                        .bind("number", line.index())
                        .bind("line", line.json())
                        .execute()
                == 1;
    }

    /** Returns the numbers of the finished lines. */
    List<Integer> numbers(Handle handle, String id) {
        return handle.createQuery("SELECT number FROM batch_line WHERE batch_id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .list();
    }

    /** Returns the finished lines in the order of the request. */
    List<String> lines(Handle handle, String id) {
        return handle.createQuery("SELECT line FROM batch_line WHERE batch_id = :id ORDER BY number")
                .bind("id", id)
                .mapTo(String.class)
                .list();
    }

    void complete(Handle handle, String id, Instant now) {
        handle.createUpdate("UPDATE batch SET completed_at = :now, lease_until = 0, lease_owner = NULL WHERE id = :id")
                .bind("now", now.toEpochMilli())
                .bind("id", id)
                .execute();
    }

    void deleteExpired(Handle handle, Instant now) {
        handle.createUpdate("DELETE FROM batch_line WHERE batch_id IN (SELECT id FROM batch WHERE expires_at <= :now)")
                .bind("now", now.toEpochMilli())
                .execute();
        handle.createUpdate("DELETE FROM batch WHERE expires_at <= :now"
                        + " AND NOT EXISTS (SELECT 1 FROM batch_line WHERE batch_id = batch.id)")
                .bind("now", now.toEpochMilli())
                .execute();
    }

    private static Row row(ResultSet row) throws SQLException {
        long completedAt = row.getLong("completed_at");
        return new Row(
                row.getString("id"),
                row.getString("caller"),
                BatchRequest.parse(row.getString("request")),
                row.getString("endpoint_id"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                completedAt == 0 ? null : Instant.ofEpochMilli(completedAt));
    }
}
