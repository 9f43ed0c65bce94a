package io.github.cameltiktok;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The provider, TikTok or the network failed, or the answer was broken. {@link #retryable()} says whether a retry may
 * succeed, and {@link #reason()} names failures that are not the provider's.
 */
public final class TikTokUnavailableException extends TikTokException {

    private static final long serialVersionUID = 1L;

    /** Reason of the failure. */
    public enum Reason {
        /** The provider, TikTok or the network failed, or the answer was broken. */
        PROVIDER,
        /** The circuit breaker was open or half-open, so the provider was not called. */
        CIRCUIT_OPEN,
        /** The {@code deadline} has passed after a call was made. */
        DEADLINE,
        /** Header {@code CamelTikTokOnlyIfCached} is true, and there is no cached answer. */
        NOT_CACHED,
        /** The component is stopping or not started. */
        STOPPING,
        /** The component, or a bean that it calls, threw an exception, which is the cause. */
        INTERNAL
    }

    private final Reason reason;

    TikTokUnavailableException(String message, Details details, Reason reason, @Nullable Throwable cause) {
        super(message, details, cause);
        this.reason = reason;
    }

    /** Returns the reason of the failure. */
    public Reason reason() {
        return reason;
    }

    /** Returns the time until the next call, of the provider or of the open circuit breaker; {@code null} if unknown. */
    public @Nullable Duration retryAfter() {
        return requestedDelay();
    }
}
