package io.github.cameltiktok.gateway.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Providers that are not called for a while, because of their quota, rate limit or credentials. Subjects without a provider
 * have one hold of their own, under the empty name. Each instance of the gateway learns its holds itself. Thread-safe.
 */
final class ProviderHolds {

    private final Map<String, Hold> holds = new HashMap<>();

    private record Hold(Instant until, int failures) {}

    /**
     * Holds a provider: at least until {@code Retry-After}, and longer after each hold without a success between.
     *
     * @param retryAfter {@code null} if the provider has named no time
     * @return the end of the hold
     */
    synchronized Instant hold(String provider, Instant now, @Nullable Duration retryAfter) {
        Hold last = holds.get(provider);
        // Polls that were in flight together fail together, which counts once.
        boolean isHeld = last != null && last.until().isAfter(now);
        int failures = last == null ? 0 : isHeld ? last.failures() : last.failures() + 1;
        Instant until = now.plus(Backoff.of(Backoff.OF_PROVIDER, failures, retryAfter));
        if (last != null && last.until().isAfter(until)) {
            until = last.until();
        }
        holds.put(provider, new Hold(until, failures));
        return until;
    }

    /** Records a success, which ends the back-off. */
    synchronized void succeeded(String provider) {
        holds.remove(provider);
    }

    /** Returns the providers that are held. */
    synchronized Set<String> held(Instant now) {
        return holds.entrySet().stream()
                .filter(hold -> hold.getValue().until().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
