package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** The subject or an option is invalid. Nothing was sent, or the provider rejected the call. */
public final class TikTokInvalidRequestException extends TikTokException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    TikTokInvalidRequestException(String message, Details details, @Nullable Throwable cause) {
        this(message, message, details, cause);
    }

    TikTokInvalidRequestException(String message, String problem, Details details, @Nullable Throwable cause) {
        super(message, details, cause);
        this.problem = problem;
    }

    /**
     * Returns the message without advice on headers, options and endpoint URIs, for clients that cannot change the
     * route.
     */
    public String problem() {
        return problem;
    }
}
