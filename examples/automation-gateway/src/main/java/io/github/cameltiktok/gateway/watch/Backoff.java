package io.github.cameltiktok.gateway.watch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wait after a failed poll: doubled each time, at most 1 h, and never shorter than {@code Retry-After}. */
final class Backoff {

    /** First wait after a failure of one subject. */
    static final Duration OF_SUBJECT = Duration.ofMinutes(1);

    /** First wait after a failure of a provider, which is often busy for seconds only. */
    static final Duration OF_PROVIDER = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 10;

    private Backoff() {}

    /**
     * Returns a wait.
     *
     * @param first wait after the first failure
     * @param failures failed polls before this one
     * @param retryAfter {@code null} if the provider has named no time
     */
    static Duration of(Duration first, int failures, @Nullable Duration retryAfter) {
        Duration wait = min(first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS)), LONGEST);
        if (retryAfter == null || retryAfter.compareTo(wait) < 0) {
            return wait;
        }
        return min(retryAfter, LONGEST_RETRY_AFTER);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
