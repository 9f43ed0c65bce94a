package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** Credits, billing, a spending cap or a plan's volume are used up: asking again before that is settled is useless. */
public final class TikTokQuotaException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokQuotaException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
