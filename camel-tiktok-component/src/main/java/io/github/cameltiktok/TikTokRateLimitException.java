package io.github.cameltiktok;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many calls at the same time or in a short time: retry later. */
public final class TikTokRateLimitException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokRateLimitException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Returns the pause that the provider demands; {@code null} if unknown. */
    public @Nullable Duration retryAfter() {
        return requestedDelay();
    }
}
