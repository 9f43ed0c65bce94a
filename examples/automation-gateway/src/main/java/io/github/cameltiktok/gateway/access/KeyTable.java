package io.github.cameltiktok.gateway.access;

import io.github.cameltiktok.gateway.api.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Callers and keys in the database. Each method runs in the transaction of its handle. */
public final class KeyTable {

    /** Two, so that a caller can change to a new key while the old one still works. */
    private static final int MAX_LIVE_KEYS = 2;

    private static final String COLUMNS = "c.name, c.scopes, c.requests_per_minute, c.max_in_flight, c.calls_per_day,"
            + " c.max_watches, c.min_cadence_seconds, c.callback_hosts, c.request_source";

    private KeyTable() {}

    /**
     * A key without its secret.
     *
     * @param secretHash SHA-256 of the secret
     * @param revokedAt {@code null} while the key is live
     */
    public record Entry(
            String id,
            String secretHash,
            CallerSettings settings,
            Instant createdAt,
            @Nullable Instant revokedAt) {}

    /** Returns the settings of a caller. */
    public static Optional<CallerSettings> find(Handle handle, String caller) {
        return handle.createQuery("SELECT " + COLUMNS + " FROM caller c WHERE c.name = :name")
                .bind("name", caller)
                .map((row, context) -> settings(row))
                .findOne();
    }

    /**
     * Creates a key, and creates or changes its caller.
     *
     * @throws IllegalStateException if the caller has two live keys
     */
    public static ApiKey create(Handle handle, CallerSettings settings, Instant now) {
        save(handle, settings, now);
        int live = handle.createQuery("SELECT COUNT(*) FROM api_key WHERE caller = :caller AND revoked_at IS NULL")
                .bind("caller", settings.name())
                .mapTo(Integer.class)
                .one();
        if (live >= MAX_LIVE_KEYS) {
            throw new IllegalStateException(
                    "caller " + settings.name() + " has " + live + " live keys, the maximum: revoke one first");
        }
        ApiKey key = ApiKey.create();
        handle.createUpdate("INSERT INTO api_key (id, caller, secret_hash, created_at)"
                        + " VALUES (:id, :caller, :hash, :now)")
                .bind("id", key.id())
                .bind("caller", settings.name())
                .bind("hash", key.secretHash())
                .bind("now", now.toEpochMilli())
                .execute();
        return key;
    }

    private static void save(Handle handle, CallerSettings settings, Instant now) {
        handle.createUpdate("INSERT INTO caller (name, scopes, requests_per_minute, max_in_flight, calls_per_day,"
                        + " max_watches, min_cadence_seconds, callback_hosts, request_source, last_position, created_at)"
                        + " VALUES (:name, :scopes, :requestsPerMinute, :maxInFlight, :callsPerDay, :maxWatches,"
                        + " :minCadence, :callbackHosts, :requestSource, 0, :now)"
                        + " ON CONFLICT (name) DO UPDATE SET scopes = excluded.scopes,"
                        + " requests_per_minute = excluded.requests_per_minute,"
                        + " max_in_flight = excluded.max_in_flight, calls_per_day = excluded.calls_per_day,"
                        + " max_watches = excluded.max_watches, min_cadence_seconds = excluded.min_cadence_seconds,"
                        + " callback_hosts = excluded.callback_hosts, request_source = excluded.request_source")
                .bind("name", settings.name())
                .bind(
                        "scopes",
                        join(settings.scopes().stream()
                                .map(scope -> scope.name().toLowerCase(Locale.ROOT))
                                .toList()))
                .bind("requestsPerMinute", settings.requestsPerMinute())
                .bind("maxInFlight", settings.maxInFlight())
                .bind("callsPerDay", settings.callsPerDay())
                .bind("maxWatches", settings.maxWatches())
                .bind("minCadence", settings.minCadence().toSeconds())
                .bind("callbackHosts", join(settings.callbackHosts()))
                .bind("requestSource", settings.requestSource())
                .bind("now", now.toEpochMilli())
                .execute();
    }

    /** Returns all keys, revoked ones included, oldest first. */
    public static List<Entry> list(Handle handle) {
        return handle.createQuery("SELECT k.id, k.secret_hash, k.created_at, k.revoked_at, " + COLUMNS
                        + " FROM api_key k JOIN caller c ON c.name = k.caller ORDER BY k.created_at, k.id")
                .map((row, context) -> entry(row))
                .list();
    }

    /** Revokes a key. Returns false if no live key has this id. */
    public static boolean revoke(Handle handle, String keyId, Instant now) {
        return handle.createUpdate("UPDATE api_key SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL")
                        .bind("now", now.toEpochMilli())
                        .bind("id", keyId)
                        .execute()
                == 1;
    }

    private static Entry entry(ResultSet row) throws SQLException {
        long revokedAt = row.getLong("revoked_at");
        return new Entry(
                row.getString("id"),
                row.getString("secret_hash"),
                settings(row),
                Instant.ofEpochMilli(row.getLong("created_at")),
                revokedAt == 0 ? null : Instant.ofEpochMilli(revokedAt));
    }

    private static CallerSettings settings(ResultSet row) throws SQLException {
        int callsPerDay = row.getInt("calls_per_day");
        return new CallerSettings(
                row.getString("name"),
                split(row.getString("scopes")).stream()
                        .map(scope -> Scope.valueOf(scope.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                row.getInt("requests_per_minute"),
                row.getInt("max_in_flight"),
                row.getObject("calls_per_day") == null ? null : callsPerDay,
                row.getInt("max_watches"),
                Duration.ofSeconds(row.getLong("min_cadence_seconds")),
                split(row.getString("callback_hosts")),
                row.getString("request_source"));
    }

    private static String join(Collection<String> values) {
        return values.stream().sorted().collect(Collectors.joining(","));
    }

    private static Set<String> split(String values) {
        return Arrays.stream(values.split(",", -1))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.toSet());
    }
}
