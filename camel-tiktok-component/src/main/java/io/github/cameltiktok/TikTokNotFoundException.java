package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** The subject is not visible: gone, private, blocked or never there. Providers do not distinguish these. */
public final class TikTokNotFoundException extends TikTokException {

    private static final long serialVersionUID = 1L;

    TikTokNotFoundException(String message, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
    }
}
