package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** The API key is missing, wrong or not allowed to do this. */
public final class TikTokCredentialsException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokCredentialsException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
