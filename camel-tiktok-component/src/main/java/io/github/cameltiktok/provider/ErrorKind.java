package io.github.cameltiktok.provider;

/** Kind of a failed lookup, by its meaning for the caller. */
public enum ErrorKind {
    /** The link or an option is wrong. The same call never succeeds. */
    INVALID_REQUEST,
    /** The API key is missing, invalid or lacks a permission. */
    CREDENTIALS,
    /** Credits, a spending cap or the plan's volume are exhausted, or billing failed. Further calls fail too. */
    QUOTA,
    /** Too many calls at once or per minute. A later call may succeed. */
    RATE_LIMIT,
    /** The subject is not visible: deleted, private or never there. Providers do not distinguish these cases. */
    NOT_FOUND,
    /** The network, TikTok or the provider failed, or the response is broken. */
    UPSTREAM,
    /** The response is about another subject, such as a creator whose handle has changed. */
    ANOTHER_SUBJECT
}
