package io.github.cameltiktok.lookup;

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
    /** The deadline passed meanwhile. */
    GIVEN_UP;

    static Outcome of(FailureClass failure) {
        return switch (failure) {
            case CALLER -> INVALID_REQUEST;
            case KEY -> CREDENTIALS;
            case QUOTA -> QUOTA;
            case RATE_LIMIT -> RATE_LIMIT;
            case NOT_FOUND -> NOT_FOUND;
            case UPSTREAM, PROVIDER_BROKEN -> UNAVAILABLE;
        };
    }

    /** Returns the name as it stands in a tag. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
