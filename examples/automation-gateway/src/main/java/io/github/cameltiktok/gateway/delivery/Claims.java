package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Claims due deliveries for this instance. Other instances skip them until the lease ends. Thread-safe. */
final class Claims {

    /** Keeps the list in the statement from being empty, which SQL does not allow. */
    private static final String NO_ENDPOINT = "";

    /**
     * The oldest due delivery of each endpoint that is free, so that no endpoint delays another, and more of the
     * operator's route. It looks at the oldest 200 of free endpoints, so that a claim takes no longer while thousands are due.
     * Once claimed from, an endpoint is soon busy, and the next claim passes over it. The conditions are repeated, because
     * Postgres locks only rows of the outer selection, and reads them again once they are locked.
     */
    private static final String CLAIM = """
            UPDATE delivery SET lease_until = :until, lease_owner = :owner WHERE id IN (
              SELECT id FROM delivery WHERE id IN (
                SELECT id FROM (
                  SELECT id, due_at, endpoint_id,
                      ROW_NUMBER() OVER (PARTITION BY endpoint_id ORDER BY due_at, id) AS place
                    FROM (
                      SELECT d.id, d.due_at, d.endpoint_id
                        FROM delivery d JOIN webhook_endpoint e ON e.id = d.endpoint_id
                        WHERE d.state = 'pending' AND d.due_at <= :now AND d.lease_until <= :now
                          AND d.endpoint_id NOT IN (<busy>) AND e.state = 'active' AND e.paused_until <= :now
                        ORDER BY d.due_at, d.id LIMIT 200
                    ) AS oldest
                  ) AS due
                  WHERE place = 1 OR endpoint_id = :route AND place <= :routeFree
                  ORDER BY due_at LIMIT :limit)
                AND state = 'pending' AND lease_until <= :now
              %s)
            RETURNING id""";

    private static final String READ = """
            SELECT d.id, d.lease_until, d.attempts, d.replayed, e.id AS event_id, e.type, e.caller, e.watch_id, e.body,
                w.id AS endpoint_id, w.url, w.secret,
                CASE WHEN w.previous_secret_until > :now THEN w.previous_secret END AS previous_secret
              FROM delivery d JOIN event e ON e.id = d.event_id JOIN webhook_endpoint w ON w.id = d.endpoint_id
              WHERE d.id IN (<ids>) ORDER BY d.due_at, d.id""";

    private final String claim;
    private final String owner;
    private final Duration lease;
    private final Clock clock;

    /** @param owner unique name of this instance */
    Claims(Database database, String owner, Duration lease, Clock clock) {
        this.claim = CLAIM.formatted(database.isPostgres() ? "FOR UPDATE SKIP LOCKED" : "");
        this.owner = owner;
        this.lease = lease;
        this.clock = clock;
    }

    /**
     * Claims due deliveries, at most one of each endpoint.
     *
     * @param busy endpoints that take no more for now
     * @param routeFree maximum for the operator's route
     * @param limit maximum of all
     */
    List<ClaimedDelivery> claim(Handle handle, Collection<String> busy, int routeFree, int limit) {
        long now = clock.millis();
        List<String> excluded = new ArrayList<>(busy);
        excluded.add(NO_ENDPOINT);
        List<String> ids = handle.createQuery(claim)
                .bind("until", now + lease.toMillis())
                .bind("owner", owner)
                .bind("now", now)
                .bindList("busy", excluded)
                .bind("route", Endpoints.ROUTE)
                .bind("routeFree", routeFree)
                .bind("limit", limit)
                .mapTo(String.class)
                .list();
        return ids.isEmpty() ? List.of() : read(handle, ids, now);
    }

    /** Returns whether a claim is still valid: neither expired and taken over, nor ended by a cancellation. */
    boolean isHeld(Handle handle, ClaimedDelivery claimed) {
        return handle.createQuery("SELECT 1 FROM delivery WHERE id = :id AND state = 'pending'"
                        + " AND lease_owner = :owner AND lease_until = :until")
                .bind("id", claimed.id())
                .bind("owner", owner)
                .bind("until", claimed.leaseUntil())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    private static List<ClaimedDelivery> read(Handle handle, List<String> ids, long now) {
        return handle.createQuery(READ)
                .bind("now", now)
                .bindList("ids", ids)
                .map((row, context) -> new ClaimedDelivery(
                        row.getString("id"),
                        row.getLong("lease_until"),
                        row.getInt("attempts"),
                        row.getInt("replayed") != 0,
                        row.getString("event_id"),
                        row.getString("type"),
                        row.getString("caller"),
                        row.getString("watch_id"),
                        row.getString("body"),
                        row.getString("endpoint_id"),
                        row.getString("url"),
                        row.getString("secret"),
                        row.getString("previous_secret")))
                .list();
    }
}
