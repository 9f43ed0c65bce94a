package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a provider documents, with the API key that triggers it for every subject. Immutable.
 *
 * @param provider {@code apidirect}, {@code dumplingai} or {@code peekalink}
 * @param key the API key to send, {@code fail-<status>} or {@code fail-<status>-<code or slug>}
 * @param status the HTTP status of the answer
 * @param code the error code in the answer, or null if the provider documents none
 * @param message the error text for a video call; {@code [url]} is a placeholder for the requested link
 * @param meaning the kind of failure
 * @param retry whether a retry can succeed
 */
public record DocumentedFailure(
        String provider, String key, int status, @Nullable String code, String message, Meaning meaning, Retry retry) {

    /** The kind of a failure. */
    public enum Meaning {
        /** The request is invalid. */
        INVALID_REQUEST,
        /** The API key is missing, invalid or without an account. */
        CREDENTIALS,
        /** The account requires payment, credit or unblocking. */
        BILLING,
        /** The plan's quota for the hour, day or month is exhausted. */
        QUOTA,
        /** Too many calls at present. */
        RATE_LIMIT,
        /** The subject is deleted, private or never existed. */
        NOT_FOUND,
        /** The provider refuses this link. */
        BLOCKED,
        /** TikTok or an intermediary failed to answer the provider. */
        UPSTREAM,
        /** The provider itself is faulty. */
        PROVIDER_BROKEN
    }

    /** Whether a retry can succeed. */
    public enum Retry {
        /** No: the answer stays the same, or a retry is billed. */
        NO,
        /** Yes, after the usual delay. */
        YES,
        /** One retry only. */
        ONCE,
        /** Yes, after a considerably longer delay. */
        WITH_LONGER_DELAY
    }
}
