package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.model.TikTokResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The table of subjects, and the claims of those that are due. Each method runs in the caller's transaction. A transaction
 * locks a subject before it locks a caller, so that two of them never wait for each other. Thread-safe.
 */
final class DueSubjects {

    /** Longer than a lookup takes. After a crash the subject is polled again when this time is over. */
    static final Duration LEASE = Duration.ofSeconds(60);

    /**
     * A claimed subject.
     *
     * @param owner id of the claim
     * @param failures failed polls since the last success
     */
    record Claim(String id, TikTokResource kind, String url, String provider, int failures, String owner) {}

    /** Returns the id of a subject, which is created if there is none. Its row is locked until the transaction ends. */
    String findOrCreate(Handle handle, WatchRequest request, Instant now) {
        return handle.createQuery("INSERT INTO subject (id, kind, url, provider, anchor_at, lease_until, failures)"
                        + " VALUES (:id, :kind, :url, :provider, :now, 0, 0)"
                        + " ON CONFLICT (kind, url, provider) DO UPDATE SET kind = excluded.kind RETURNING id")
                .bind("id", Ids.next("sub_"))
                .bind("kind", request.kind().uriName())
                .bind("url", request.url())
                .bind("provider", request.provider())
                .bind("now", now.toEpochMilli())
                .mapTo(String.class)
                .one();
    }

    /** Locks a subject until the transaction ends. */
    void lock(Handle handle, String id) {
        handle.createUpdate("UPDATE subject SET failures = failures WHERE id = :id")
                .bind("id", id)
                .execute();
    }

    /**
     * Claims due subjects, longest due first.
     *
     * @param heldProviders whose subjects wait
     */
    List<Claim> claim(Handle handle, boolean isPostgres, Instant now, int limit, Collection<String> heldProviders) {
        String owner = Ids.next("own_");
        Query query = handle.createQuery("UPDATE subject SET lease_until = :until, lease_owner = :owner WHERE id IN ("
                        + "SELECT id FROM subject WHERE next_poll_at <= :now AND lease_until <= :now"
                        + (heldProviders.isEmpty() ? "" : " AND provider NOT IN (<held>)")
                        + " ORDER BY next_poll_at LIMIT :limit" + (isPostgres ? " FOR UPDATE SKIP LOCKED" : "")
                        + ") RETURNING id, kind, url, provider, failures")
                .bind("until", now.plus(LEASE).toEpochMilli())
                .bind("owner", owner)
                .bind("now", now.toEpochMilli())
                .bind("limit", limit);
        if (!heldProviders.isEmpty()) {
            query.bindList("held", List.copyOf(heldProviders));
        }
        return query.map((row, context) -> new Claim(
                        row.getString("id"),
                        TikTokResource.ofUriName(row.getString("kind")).orElseThrow(),
                        row.getString("url"),
                        row.getString("provider"),
                        row.getInt("failures"),
                        owner))
                .list();
    }

    /** Polls subjects again that had no active watch and have one, since their caller got a new key. */
    void resume(Handle handle, boolean isPostgres, Instant now) {
        handle.createUpdate("UPDATE subject SET next_poll_at = :now WHERE id IN (SELECT s.id FROM subject s"
                        + " WHERE s.next_poll_at IS NULL AND EXISTS (SELECT 1 FROM watch w"
                        + " LEFT JOIN webhook_endpoint e ON e.id = w.endpoint_id"
                        + " WHERE w.subject_id = s.id AND " + Watches.ACTIVE + ")"
                        + (isPostgres ? " FOR UPDATE OF s SKIP LOCKED" : "") + ")")
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Locks a claimed subject. Returns false if the claim was lost, because the lease has run out or the row is gone. */
    boolean lockIfOwned(Handle handle, Claim claim) {
        return handle.createUpdate("UPDATE subject SET failures = failures WHERE id = :id AND lease_owner = :owner")
                        .bind("id", claim.id())
                        .bind("owner", claim.owner())
                        .execute()
                == 1;
    }

    /** Ends a claim after a poll. */
    void release(Handle handle, Claim claim) {
        handle.createUpdate("UPDATE subject SET lease_until = 0, lease_owner = NULL, failures = 0 WHERE id = :id")
                .bind("id", claim.id())
                .execute();
    }

    /** Ends a claim after a failed poll, if it is still owned. */
    void retryAt(Handle handle, Claim claim, int failures, Instant next) {
        handle.createUpdate("UPDATE subject SET lease_until = 0, lease_owner = NULL, failures = :failures,"
                        + " next_poll_at = :next WHERE id = :id AND lease_owner = :owner")
                .bind("failures", failures)
                .bind("next", next.toEpochMilli())
                .bind("id", claim.id())
                .bind("owner", claim.owner())
                .execute();
    }

    /** Sets the time of the next poll by the active watches. Without one the subject is not polled. */
    void schedule(Handle handle, String id, List<WatchRow> active, Instant now) {
        handle.createUpdate("UPDATE subject SET next_poll_at = :next WHERE id = :id")
                .bind("next", nextPoll(id, active, now))
                .bind("id", id)
                .execute();
    }

    private static @Nullable Long nextPoll(String id, List<WatchRow> active, Instant now) {
        Instant due = null;
        Duration every = PollInterval.LONGEST;
        for (WatchRow watch : active) {
            due = due == null || watch.nextDueAt().isBefore(due) ? watch.nextDueAt() : due;
            Duration own = watch.settings().every();
            every = own.compareTo(every) < 0 ? own : every;
        }
        if (due == null) {
            return null;
        }
        // The first poll of a watch is at once.
        return due.isAfter(now) ? due.plus(PollGrid.delay(id, every)).toEpochMilli() : due.toEpochMilli();
    }

    /** Deletes a locked subject that has no watch. */
    void deleteIfUnused(Handle handle, String id) {
        handle.createUpdate(
                        "DELETE FROM subject WHERE id = :id AND NOT EXISTS (SELECT 1 FROM watch WHERE subject_id = :id)")
                .bind("id", id)
                .execute();
    }
}
