package io.github.cameltiktok.gateway.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wait after a failed poll: 1, 2, 4 … min, at most 1 h, and never shorter than {@code Retry-After}. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 6;

    private Backoff() {}

    /** @param failures failed polls before this one */
    static Duration of(int failures, @Nullable Duration retryAfter) {
        Duration wait = min(FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)), LONGEST);
        if (retryAfter == null || retryAfter.compareTo(wait) < 0) {
            return wait;
        }
        return min(retryAfter, LONGEST_RETRY_AFTER);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
