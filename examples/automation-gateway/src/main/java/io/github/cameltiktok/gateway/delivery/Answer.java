package io.github.cameltiktok.gateway.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of an attempt. Immutable.
 *
 * @param status of HTTP; {@code null} without an answer
 * @param duration of the attempt
 * @param retryAfter header {@code Retry-After}; {@code null} without one
 * @param excerpt first KiB of the answer, which is hostile text, or the failure
 */
record Answer(
        @Nullable Integer status,
        Duration duration,
        @Nullable Duration retryAfter,
        String excerpt) {

    static Answer failure(Duration duration, String message) {
        return new Answer(null, duration, null, message);
    }

    boolean isSuccess() {
        return status != null && status >= 200 && status < 300;
    }

    /** Returns whether the receiver ended the subscription. */
    boolean isGone() {
        return status != null && status == 410;
    }

    /** Returns whether the receiver is overloaded, so that other deliveries to it wait too. */
    boolean isThrottled() {
        return status != null && (status == 429 || status == 502 || status == 503 || status == 504);
    }
}
