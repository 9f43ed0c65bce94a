package io.github.cameltiktok.benchmark.contender;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A failed lookup of the hand-written route, with a kind for each of the connector's exceptions. */
final class LookupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Corresponds to an exception of the connector. */
    enum Kind {
        INVALID_REQUEST,
        NOT_FOUND,
        CREDENTIALS,
        QUOTA,
        RATE_LIMIT,
        UNAVAILABLE;

        /** Returns the kind of a status other than 200. */
        static Kind ofStatus(int status) {
            return switch (status) {
                case 400 -> INVALID_REQUEST;
                case 401 -> CREDENTIALS;
                case 402, 403 -> QUOTA;
                case 404 -> NOT_FOUND;
                case 429 -> RATE_LIMIT;
                default -> UNAVAILABLE;
            };
        }

        boolean isRetryable() {
            return this == RATE_LIMIT || this == UNAVAILABLE;
        }

        /** Returns whether the subject of the lookup is the cause, and not the provider or the account. */
        boolean isAboutSubject() {
            return this == INVALID_REQUEST || this == NOT_FOUND;
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    LookupException(Kind kind, String message, @Nullable Duration retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Kind kind() {
        return kind;
    }

    /** Returns the delay that the provider demands; null if it demands none. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }
}
