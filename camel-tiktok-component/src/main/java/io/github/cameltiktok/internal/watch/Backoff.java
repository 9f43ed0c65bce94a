package io.github.cameltiktok.internal.watch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pause of all polls of a consumer, after a rate limit or a used-up quota.
 *
 * @param since start of the pause
 * @param until end of the pause
 * @param reason failure that every poll reports until then
 */
public record Backoff(Instant since, Instant until, Exception reason) {

    /** Returns this pause, extended to the end of the other one if that is later. */
    Backoff atLeast(@Nullable Backoff other) {
        return other == null || !until.isBefore(other.until) ? this : new Backoff(since, other.until, reason);
    }

    /** Returns whether polls may continue. A clock that is set back ends the pause, which could last years otherwise. */
    public boolean isOver(Instant now) {
        return now.isBefore(since) || !now.isBefore(until);
    }
}
