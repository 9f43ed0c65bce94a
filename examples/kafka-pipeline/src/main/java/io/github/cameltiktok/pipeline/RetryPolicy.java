package io.github.cameltiktok.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a request comes back that could not be answered. Immutable.
 *
 * @param maxRetries after which it becomes a dead letter
 * @param delay before the first retry; it doubles with each one
 * @param maxDelay which it does not exceed, unless the provider asks for more
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
     * Returns the wait before a retry.
     *
     * @param retry its number; 1 for the first
     * @param retryAfter what the provider asks for; {@code null} if nothing
     * @param jitter 0 to 1; lengthens the wait by up to a quarter, so that what failed together does not come back together
     */
    Duration wait(int retry, @Nullable Duration retryAfter, double jitter) {
        Duration doubled = delay.multipliedBy(1L << Math.min(MAX_DOUBLINGS, retry - 1));
        Duration own = doubled.compareTo(maxDelay) < 0 ? doubled : maxDelay;
        Duration wait = retryAfter != null && retryAfter.compareTo(own) > 0 ? retryAfter : own;
        return wait.plusMillis((long) (wait.toMillis() * jitter / 4));
    }
}
