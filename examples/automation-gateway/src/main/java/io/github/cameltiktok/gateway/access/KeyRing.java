package io.github.cameltiktok.gateway.access;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the caller of a key. All live keys are in memory, so that a request needs no database, and requests go on while it is
 * away. A periodic {@link #refresh} makes a revoked key end within {@link #REFRESH_INTERVAL}. Thread-safe.
 */
public final class KeyRing {

    /** Time between two refreshes. */
    public static final Duration REFRESH_INTERVAL = Duration.ofSeconds(3);

    /** An unknown key causes at most one refresh in this time, so that a flood of them does not reach the database. */
    private static final Duration UNKNOWN_KEY_INTERVAL = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyRing.class);

    private final Database database;
    private final Clock clock;
    private volatile Map<String, KeyTable.Entry> liveKeys = Map.of();
    private volatile boolean isStale;

    private Instant lastRefresh = Instant.MIN;
    private @Nullable CompletableFuture<Void> refreshing;

    public KeyRing(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Returns the caller of a key.
     *
     * @param text the key as it was sent
     * @return fails with {@link ProblemType#UNAUTHORIZED} if the key is unknown or revoked
     */
    public CompletableFuture<Caller> find(String text) {
        ApiKey key = ApiKey.parse(text);
        if (key == null) {
            return CompletableFuture.failedFuture(unknownKey());
        }
        Caller caller = caller(key);
        if (caller != null) {
            return CompletableFuture.completedFuture(caller);
        }
        // A key that was created a moment ago works at once.
        return refreshUnlessRecent().thenApply(refreshed -> {
            Caller found = caller(key);
            if (found == null) {
                throw unknownKey();
            }
            return found;
        });
    }

    /** Reads all keys again. A failure keeps the known ones, and is logged once. */
    public synchronized CompletableFuture<Void> refresh() {
        if (refreshing != null) {
            return refreshing;
        }
        lastRefresh = clock.instant();
        CompletableFuture<Void> refresh = database.run(KeyTable::list).handle(this::take);
        refreshing = refresh.isDone() ? null : refresh;
        refresh.whenComplete((done, failure) -> ended(refresh));
        return refresh;
    }

    private synchronized CompletableFuture<Void> refreshUnlessRecent() {
        boolean isRecent = lastRefresh.plus(UNKNOWN_KEY_INTERVAL).isAfter(clock.instant());
        if (refreshing != null) {
            return refreshing;
        }
        return isRecent ? CompletableFuture.completedFuture(null) : refresh();
    }

    private synchronized void ended(CompletableFuture<Void> refresh) {
        if (refreshing == refresh) {
            refreshing = null;
        }
    }

    private @Nullable Void take(@Nullable List<KeyTable.Entry> keys, @Nullable Throwable failure) {
        if (keys != null) {
            liveKeys = keys.stream()
                    .filter(key -> key.revokedAt() == null)
                    .collect(Collectors.toUnmodifiableMap(KeyTable.Entry::id, Function.identity()));
            isStale = false;
        } else if (!isStale) {
            isStale = true;
            LOG.warn("Keys not refreshed, the known ones stay valid: {}", String.valueOf(failure));
        }
        return null;
    }

    private @Nullable Caller caller(ApiKey key) {
        KeyTable.Entry entry = liveKeys.get(key.id());
        return entry != null && key.hasHash(entry.secretHash())
                ? entry.settings().withKey(entry.id())
                : null;
    }

    private static ProblemException unknownKey() {
        return new ProblemException(
                ProblemType.UNAUTHORIZED,
                "The key is unknown or revoked. Send a live key of this gateway as Authorization: Bearer ttg_…, or as"
                        + " X-API-Key.");
    }
}
