package io.github.cameltiktok;

import org.jspecify.annotations.Nullable;

/** What was asked for is wrong: a link, an id, a handle or an option. Nothing was sent, or the provider refused it. */
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
     * Returns the message without advice on headers, options and endpoint URIs. It is for those who send requests to a
     * route but cannot change the route.
     */
    public String problem() {
        return problem;
    }
}
