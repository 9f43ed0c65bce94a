package io.github.cameltiktok.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * One failure that a provider documents, with the special API key that provokes it for whatever is asked. Immutable.
 *
 * @param provider {@code apidirect}, {@code dumplingai} or {@code peekalink}
 * @param key the API key to send, {@code fail-<status>} or {@code fail-<status>-<code or slug>}
 * @param status the HTTP status of the answer
 * @param code the machine-readable code in the answer, or null where the provider gives none
 * @param message the text in the answer to a video call; {@code [url]} stands for the link asked for
 * @param meaning what the failure means to the caller
 * @param retry whether asking again can help
 */
public record DocumentedFailure(
        String provider, String key, int status, @Nullable String code, String message, Meaning meaning, Retry retry) {

    /** What a failure means to the one who asked. */
    public enum Meaning {
        /** The request is wrong. */
        INVALID_REQUEST,
        /** The API key is missing, wrong or has no account behind it. */
        CREDENTIALS,
        /** The account must be paid for, topped up or unblocked. */
        BILLING,
        /** What the plan or the account allows for the hour, day or month is used up. */
        QUOTA,
        /** Too many requests at this moment. */
        RATE_LIMIT,
        /** Gone, private or never there. */
        NOT_FOUND,
        /** The provider refuses this link. */
        BLOCKED,
        /** TikTok or something between did not answer the provider. */
        UPSTREAM,
        /** The provider itself is out of order. */
        PROVIDER_BROKEN
    }

    /** Whether asking again can help. */
    public enum Retry {
        /** Never: the answer stays the same, or costs. */
        NO,
        /** Yes, after the usual delay. */
        YES,
        /** One more try and no more. */
        ONCE,
        /** Yes, after a markedly longer delay. */
        WITH_LONGER_DELAY
    }
}
