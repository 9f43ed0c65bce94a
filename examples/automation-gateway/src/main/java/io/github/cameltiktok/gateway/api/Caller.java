package io.github.cameltiktok.gateway.api;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A customer or team, whose keys share watches and budget. Immutable.
 *
 * @param name unique name
 * @param keyId id of the key of this request
 * @param scopes what the caller may do
 * @param requestsPerMinute maximum of requests per minute
 * @param maxInFlight maximum of requests at a time, streams included
 * @param callsPerDay budget of paid calls; {@code null} without a limit
 * @param maxWatches maximum of watches
 * @param minCadence least time between two polls of a watch
 * @param callbackHosts hosts of callback URLs; empty for any public host
 * @param requestSource for requests without one; {@code null} if the caller has none
 */
public record Caller(
        String name,
        String keyId,
        Set<Scope> scopes,
        int requestsPerMinute,
        int maxInFlight,
        @Nullable Integer callsPerDay,
        int maxWatches,
        Duration minCadence,
        Set<String> callbackHosts,
        @Nullable String requestSource) {

    public Caller {
        scopes = Set.copyOf(scopes);
        callbackHosts = Set.copyOf(callbackHosts);
    }
}
