package io.github.cameltiktok;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pause of all polls of a consumer, after a rate limit or a used-up quota.
 *
 * @param since start of the pause
 * @param until end of the pause
 * @param reason failure that every poll reports until then
 */
record Backoff(Instant since, Instant until, TikTokException reason) {

    /** Returns the pause that a failure asks for; {@code null} if none. Without a Retry-After it ends at once. */
    static @Nullable Backoff after(Exception failure, Instant now) {
        if (failure instanceof TikTokRateLimitException || failure instanceof TikTokQuotaException) {
            TikTokException reason = (TikTokException) failure;
            return new Backoff(
                    now, now.plus(Objects.requireNonNullElse(reason.requestedDelay(), Duration.ZERO)), reason);
        }
        return null;
    }

    /** Returns this pause, as long as another one at least. */
    Backoff notBefore(@Nullable Backoff other) {
        return other == null || !until.isBefore(other.until) ? this : new Backoff(since, other.until, reason);
    }

    /** Returns whether polls may go on. A clock that was set back ends the pause: it could last for years otherwise. */
    boolean isOver(Instant now) {
        return now.isBefore(since) || !now.isBefore(until);
    }
}
