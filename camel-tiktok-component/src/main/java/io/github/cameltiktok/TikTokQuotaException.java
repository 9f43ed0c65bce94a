package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** Credits, billing, a spending cap or the volume of a plan is used up. No retry succeeds before that is settled. */
public final class TikTokQuotaException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokQuotaException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
