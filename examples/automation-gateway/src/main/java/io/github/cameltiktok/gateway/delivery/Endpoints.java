package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.gateway.store.Sealed;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where deliveries go: URL and secret, both sealed. Each method runs in the caller's transaction. Thread-safe. */
public final class Endpoints {

    /** The endpoint that stands for the operator's route, in the table only. */
    static final String ROUTE = "direct:gateway-event";

    /** Time in which receivers accept both secrets, and deliveries have both signatures. */
    private static final Duration ROTATION = Duration.ofHours(24);

    /** Length of version and key id of a sealed text. */
    private static final int KEY_PREFIX = 11;

    private final AddressGuard guard;
    private final Sealed sealed;
    private final Clock clock;

    /**
     * A new endpoint.
     *
     * @param id of the endpoint
     * @param secret in the form {@code whsec_…}; shown once
     */
    public record Created(String id, String secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** Sealed columns of an endpoint. */
    private record Row(
            String id, String url, String secret, @Nullable String previousSecret) {}

    public Endpoints(AddressGuard guard, Sealed sealed, Clock clock) {
        this.guard = guard;
        this.sealed = sealed;
        this.clock = clock;
    }

    /**
     * Creates an endpoint.
     *
     * @throws ProblemException if the URL is refused, see {@link AddressGuard}
     */
    public Created create(Handle handle, Caller caller, URI callbackUrl) {
        return create(handle, caller, callbackUrl.toString());
    }

    /** As {@link #create(Handle, Caller, URI)}, for a URL as it was given. */
    public Created create(Handle handle, Caller caller, String callbackUrl) {
        URI url = guard.check(callbackUrl, caller.callbackHosts());
        Created created = new Created(Ids.next("end_"), Signing.newSecret());
        handle.createUpdate("INSERT INTO webhook_endpoint (id, caller, url, host, secret, paused_until, state)"
                        + " VALUES (:id, :caller, :url, :host, :secret, 0, 'active')")
                .bind("id", created.id)
                .bind("caller", caller.name())
                .bind("url", sealed.seal(url.toString(), urlContext(created.id)))
                .bind("host", url.getHost())
                .bind("secret", sealed.seal(created.secret, secretContext(created.id)))
                .execute();
        return created;
    }

    /**
     * Replaces the secret. Deliveries of the next 24 h have a signature of each.
     *
     * @return the new secret
     * @throws ProblemException if the caller has no such endpoint
     */
    public Created rotate(Handle handle, Caller caller, String id) {
        Created created = new Created(id, Signing.newSecret());
        int changed = handle.createUpdate("UPDATE webhook_endpoint SET previous_secret = secret,"
                        + " previous_secret_until = :until, secret = :secret WHERE id = :id AND caller = :caller")
                .bind("until", clock.instant().plus(ROTATION).toEpochMilli())
                .bind("secret", sealed.seal(created.secret, secretContext(id)))
                .bind("id", id)
                .bind("caller", caller.name())
                .execute();
        requireFound(changed);
        return created;
    }

    /**
     * Makes an endpoint active again, after a 410 or 5 days of failures.
     *
     * @throws ProblemException if the caller has no such endpoint
     */
    public void activate(Handle handle, Caller caller, String id) {
        int changed = handle.createUpdate("UPDATE webhook_endpoint SET state = 'active', failing_since = NULL,"
                        + " paused_until = 0 WHERE id = :id AND caller = :caller")
                .bind("id", id)
                .bind("caller", caller.name())
                .execute();
        requireFound(changed);
    }

    /** Ends an endpoint, and cancels its pending deliveries. No effect if it does not exist. */
    public void cancel(Handle handle, String endpointId) {
        handle.createUpdate("UPDATE webhook_endpoint SET state = 'gone' WHERE id = :id")
                .bind("id", endpointId)
                .execute();
        endPending(handle, endpointId, "cancelled");
    }

    /** Moves all pending deliveries of an endpoint to another state. */
    void endPending(Handle handle, String endpointId, String state) {
        handle.createUpdate("UPDATE delivery SET state = :state, ended_at = :now, lease_until = 0, lease_owner = NULL"
                        + " WHERE endpoint_id = :id AND state = 'pending'")
                .bind("state", state)
                .bind("now", clock.millis())
                .bind("id", endpointId)
                .execute();
    }

    /**
     * Prepares the table at start: seals what a former secret sealed with the current one.
     *
     * @throws IllegalStateException if an endpoint was sealed with a secret that is not configured
     */
    public void prepare(Handle handle) {
        handle.createUpdate("INSERT INTO webhook_endpoint (id, caller, url, host, secret, paused_until, state)"
                        + " VALUES (:id, '', '', :id, '', 0, 'active') ON CONFLICT (id) DO NOTHING")
                .bind("id", ROUTE)
                .execute();
        List<String> formerKeys = handle
                .createQuery("SELECT DISTINCT substr(url, 1, :length) FROM webhook_endpoint WHERE id <> :route")
                .bind("length", KEY_PREFIX)
                .bind("route", ROUTE)
                .mapTo(String.class)
                .list()
                .stream()
                .filter(prefix -> !sealed.isCurrent(prefix + '.'))
                .toList();
        for (String prefix : formerKeys) {
            handle.createQuery("SELECT id, url, secret, previous_secret FROM webhook_endpoint"
                            + " WHERE substr(url, 1, :length) = :prefix AND id <> :route")
                    .bind("length", KEY_PREFIX)
                    .bind("prefix", prefix)
                    .bind("route", ROUTE)
                    .map((row, context) -> new Row(
                            row.getString("id"),
                            row.getString("url"),
                            row.getString("secret"),
                            row.getString("previous_secret")))
                    .list()
                    .forEach(row -> sealAgain(handle, row));
        }
    }

    private void sealAgain(Handle handle, Row row) {
        String id = row.id;
        String previous = row.previousSecret;
        handle.createUpdate("UPDATE webhook_endpoint SET url = :url, secret = :secret, previous_secret = :previous"
                        + " WHERE id = :id")
                .bind("url", sealed.seal(url(id, row.url), urlContext(id)))
                .bind("secret", sealed.seal(secret(id, row.secret), secretContext(id)))
                .bind("previous", previous == null ? null : sealed.seal(secret(id, previous), secretContext(id)))
                .bind("id", id)
                .execute();
    }

    /** Opens a sealed URL. */
    String url(String id, String sealedUrl) {
        return sealed.open(sealedUrl, urlContext(id));
    }

    /** Opens a sealed secret. */
    String secret(String id, String sealedSecret) {
        return sealed.open(sealedSecret, secretContext(id));
    }

    private static String urlContext(String id) {
        return "callback URL of " + id;
    }

    private static String secretContext(String id) {
        return "secret of " + id;
    }

    private static void requireFound(int changed) {
        if (changed == 0) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This key has no such callback.");
        }
    }
}
