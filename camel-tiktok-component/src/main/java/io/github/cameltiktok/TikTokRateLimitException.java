package io.github.cameltiktok;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Too many calls at once or in a short time: ask again later. */
public final class TikTokRateLimitException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokRateLimitException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }

    /** Returns how long the provider asks to wait; {@code null} if it does not say. */
    public @Nullable Duration retryAfter() {
        return requestedDelay();
    }
}
