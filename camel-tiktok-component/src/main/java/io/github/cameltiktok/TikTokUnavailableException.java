package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/**
 * The provider, TikTok or the network failed, or the answer was broken. {@link #retryable()} says whether a retry may
 * succeed.
 */
public final class TikTokUnavailableException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokUnavailableException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
