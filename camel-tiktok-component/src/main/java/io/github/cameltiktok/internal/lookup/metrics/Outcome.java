package io.github.cameltiktok.internal.lookup.metrics;

import io.github.cameltiktok.provider.FailureClass;
import java.util.Locale;

/** How a call or a lookup ended, as operators see it. */
public enum Outcome {
    FOUND,
    INVALID_REQUEST,
    NOT_FOUND,
    CREDENTIALS,
    QUOTA,
    RATE_LIMIT,
    UNAVAILABLE,
    /** Ended by the deadline or a stop before it was sent. */
    CANCELLED;

    /** Returns the outcome of a call or lookup that failed. */
    public static Outcome of(FailureClass failure) {
        return switch (failure) {
            case CALLER -> INVALID_REQUEST;
            case KEY -> CREDENTIALS;
            case QUOTA -> QUOTA;
            case RATE_LIMIT -> RATE_LIMIT;
            case NOT_FOUND -> NOT_FOUND;
            case UPSTREAM, ANOTHER_SUBJECT -> UNAVAILABLE;
        };
    }

    /** Returns the name as it stands in a tag. */
    public String tag() {
        return this == CANCELLED ? "given_up" : name().toLowerCase(Locale.ROOT);
    }
}
