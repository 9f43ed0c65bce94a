package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** What was asked for is wrong: a link, an id, a handle or an option. Nothing was sent, or the provider refused it. */
public final class TikTokInvalidRequestException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokInvalidRequestException(String message, FailureDetails details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
