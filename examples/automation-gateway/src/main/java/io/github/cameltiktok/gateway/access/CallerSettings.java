package io.github.cameltiktok.gateway.access;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Scope;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rights and limits of a caller; {@link Caller} has the same for one request. Immutable.
 *
 * @param name unique name
 * @param scopes what the caller may do
 * @param requestsPerMinute maximum of requests per minute
 * @param maxInFlight maximum of requests at a time, streams included
 * @param callsPerDay budget of paid calls; {@code null} without a limit
 * @param maxWatches maximum of watches
 * @param minCadence least time between two polls of a watch
 * @param callbackHosts hosts of callback URLs; empty for any public host
 * @param requestSource for requests without one; {@code null} if the caller has none
 */
public record CallerSettings(
        String name,
        Set<Scope> scopes,
        int requestsPerMinute,
        int maxInFlight,
        @Nullable Integer callsPerDay,
        int maxWatches,
        Duration minCadence,
        Set<String> callbackHosts,
        @Nullable String requestSource) {

    /** For demos: each poll is a paid call. */
    private static final Duration SHORTEST_CADENCE = Duration.ofSeconds(10);

    private static final int DEFAULT_REQUESTS_PER_MINUTE = 120;
    private static final int DEFAULT_IN_FLIGHT = 20;
    private static final int DEFAULT_CALLS_PER_DAY = 1_000;
    private static final int DEFAULT_WATCHES = 100;

    public CallerSettings {
        scopes = Set.copyOf(scopes);
        callbackHosts = Set.copyOf(callbackHosts);
        if (name.isBlank()) {
            throw new IllegalArgumentException("caller name must not be empty");
        }
        checkPositive("requests per minute", requestsPerMinute);
        checkPositive("requests in flight", maxInFlight);
        if (callsPerDay != null && callsPerDay < 0) {
            throw new IllegalArgumentException("calls per day must not be negative, but is " + callsPerDay);
        }
        if (minCadence.compareTo(SHORTEST_CADENCE) < 0) {
            throw new IllegalArgumentException(
                    "least cadence must be at least " + SHORTEST_CADENCE + ", but is " + minCadence);
        }
    }

    /** Returns the defaults: all scopes, 120 requests per minute, 20 in flight, 1,000 calls a day, 100 watches. */
    public static CallerSettings defaults(String name) {
        return new CallerSettings(
                name,
                EnumSet.of(Scope.LOOKUP, Scope.WATCH),
                DEFAULT_REQUESTS_PER_MINUTE,
                DEFAULT_IN_FLIGHT,
                DEFAULT_CALLS_PER_DAY,
                DEFAULT_WATCHES,
                Duration.ofHours(1),
                Set.of(),
                null);
    }

    /** Returns the caller of a request with this key. */
    public Caller withKey(String keyId) {
        return new Caller(
                name,
                keyId,
                scopes,
                requestsPerMinute,
                maxInFlight,
                callsPerDay,
                maxWatches,
                minCadence,
                callbackHosts,
                requestSource);
    }

    private static void checkPositive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, but is " + value);
        }
    }
}
