package io.github.cameltiktok.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The delays of retries. Immutable.
 *
 * @param maxRetries retries after which a request becomes a dead letter
 * @param delay before the first retry; doubled with each further one
 * @param maxDelay maximum of the doubled delay; a longer Retry-After takes precedence
 */
record RetryPolicy(int maxRetries, Duration delay, Duration maxDelay) {

    private static final int MAX_DOUBLINGS = 30;

    RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must not be negative, but is " + maxRetries);
        }
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("delay must be more than 0, but is " + delay);
        }
        if (maxDelay.compareTo(delay) < 0) {
            throw new IllegalArgumentException(
                    "maxDelay must be at least delay, which is " + delay + ", but is " + maxDelay);
        }
    }

    /**
     * Returns the delay before a retry.
     *
     * @param retry number of the retry; 1 for the first
     * @param retryAfter minimum that the provider requires; {@code null} for none
     * @param jitter 0 to 1; extends the delay by up to a quarter, so that simultaneous failures are not retried together
     */
    Duration delayBefore(int retry, @Nullable Duration retryAfter, double jitter) {
        Duration doubled = delay.multipliedBy(1L << Math.min(MAX_DOUBLINGS, retry - 1));
        Duration own = doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
        Duration longer = retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
        return longer.plusMillis((long) (longer.toMillis() * jitter / 4));
    }
}
