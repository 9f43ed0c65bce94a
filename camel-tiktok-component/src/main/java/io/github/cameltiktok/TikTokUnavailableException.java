package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** The provider, TikTok or the network is in trouble, or the answer was broken; {@link #retryable()} tells whether it may pass. */
public final class TikTokUnavailableException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokUnavailableException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
