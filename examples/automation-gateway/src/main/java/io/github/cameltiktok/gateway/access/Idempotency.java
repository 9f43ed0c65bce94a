package io.github.cameltiktok.gateway.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Answers of requests with an {@code Idempotency-Key}, kept for 24 h. Answers are sealed, because that of a new watch has its
 * webhook secret. Thread-safe.
 */
public final class Idempotency {

    private static final Duration KEPT = Duration.ofHours(24);

    /** Longer than any request. After a crash the same key can be used again after this time. */
    private static final Duration MAX_RUNTIME = Duration.ofMinutes(1);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Clock clock;
    private final Sealed sealed;

    public Idempotency(Database database, Clock clock, Sealed sealed) {
        this.database = database;
        this.clock = clock;
        this.sealed = sealed;
    }

    /** Row of the first request; the status is 0 while it is running. */
    private record Row(
            String fingerprint,
            int status,
            @Nullable String headers,
            @Nullable String body,
            long expiresAt) {}

    /**
     * Begins a request, or returns the answer of the first one.
     *
     * @param key value of the header, without quotes
     * @param fingerprint hash of method, path, query and body
     * @return {@code null} if this is the first request; fails with {@link ProblemType#IDEMPOTENCY_RUNNING} or
     *     {@link ProblemType#IDEMPOTENCY_MISMATCH}
     */
    public CompletableFuture<@Nullable Reply> begin(Caller caller, String key, String fingerprint) {
        return database.<@Nullable Reply>run(handle -> beginOrReplay(handle, caller.name(), key, fingerprint));
    }

    private @Nullable Reply beginOrReplay(Handle handle, String caller, String key, String fingerprint) {
        long now = clock.millis();
        long expiresAt = now + MAX_RUNTIME.toMillis();
        // The second statement takes over a row that has expired.
        int isFirst = handle.createUpdate(
                        "INSERT INTO idempotent_request (caller, idempotency_key, fingerprint, expires_at)"
                                + " VALUES (:caller, :key, :fingerprint, :expiresAt)"
                                + " ON CONFLICT (caller, idempotency_key) DO UPDATE SET fingerprint = excluded.fingerprint,"
                                + " status = NULL, headers = NULL, body = NULL, expires_at = excluded.expires_at"
                                + " WHERE idempotent_request.expires_at <= :now")
                .bind("caller", caller)
                .bind("key", key)
                .bind("fingerprint", fingerprint)
                .bind("expiresAt", expiresAt)
                .bind("now", now)
                .execute();
        if (isFirst == 1) {
            return null;
        }
        Row row = handle.createQuery("SELECT fingerprint, status, headers, body, expires_at FROM idempotent_request"
                        + " WHERE caller = :caller AND idempotency_key = :key")
                .bind("caller", caller)
                .bind("key", key)
                .map((result, context) -> row(result))
                .one();
        if (!row.fingerprint().equals(fingerprint)) {
            throw new ProblemException(
                    ProblemType.IDEMPOTENCY_MISMATCH,
                    "This Idempotency-Key was used for another request in the last 24 h. Send a new key.");
        }
        if (row.status() == 0) {
            throw new ProblemException(
                    ProblemType.IDEMPOTENCY_RUNNING,
                    "The first request with this Idempotency-Key is still running. Retry in a second.",
                    List.of(),
                    Duration.ofSeconds(1),
                    null);
        }
        return reply(row, context(caller, key));
    }

    /** Keeps the answer of the first request. A stream cannot be kept, so its key is free again. */
    public CompletableFuture<Void> finish(Caller caller, String key, Reply reply) {
        if (reply.body() instanceof Reply.Stream) {
            return abandon(caller, key);
        }
        String body = reply.body() instanceof Reply.Bytes bytes
                ? sealed.seal(new String(bytes.content(), StandardCharsets.UTF_8), context(caller.name(), key))
                : null;
        return database.run(handle -> {
            handle.createUpdate("UPDATE idempotent_request SET status = :status, headers = :headers, body = :body,"
                            + " expires_at = :expiresAt WHERE caller = :caller AND idempotency_key = :key")
                    .bind("status", reply.status())
                    .bind("headers", json(reply.headers()))
                    .bind("body", body)
                    .bind("expiresAt", clock.millis() + KEPT.toMillis())
                    .bind("caller", caller.name())
                    .bind("key", key)
                    .execute();
            return null;
        });
    }

    /** Frees the key of a request that has failed, so that a retry runs again. */
    public CompletableFuture<Void> abandon(Caller caller, String key) {
        return database.run(handle -> {
            handle.createUpdate("DELETE FROM idempotent_request WHERE caller = :caller AND idempotency_key = :key")
                    .bind("caller", caller.name())
                    .bind("key", key)
                    .execute();
            return null;
        });
    }

    /** Deletes what has expired. */
    public CompletableFuture<Void> purge() {
        return database.run(handle -> {
            handle.createUpdate("DELETE FROM idempotent_request WHERE expires_at <= :now")
                    .bind("now", clock.millis())
                    .execute();
            return null;
        });
    }

    private Reply reply(Row row, String context) {
        Reply.Body body = row.body() == null
                ? null
                : new Reply.Bytes(sealed.open(row.body(), context).getBytes(StandardCharsets.UTF_8));
        return new Reply(row.status(), headers(row.headers()), body);
    }

    private static String context(String caller, String key) {
        return "idempotent_request.body " + caller + ' ' + key;
    }

    private static Row row(ResultSet result) throws SQLException {
        return new Row(
                result.getString("fingerprint"),
                result.getInt("status"),
                result.getString("headers"),
                result.getString("body"),
                result.getLong("expires_at"));
    }

    private static String json(Map<String, String> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> headers(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers of an idempotent request are no JSON", e);
        }
    }
}
