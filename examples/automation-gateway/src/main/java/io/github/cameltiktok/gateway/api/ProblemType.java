package io.github.cameltiktok.gateway.api;

import java.util.Locale;

/**
 * Every error that the gateway answers, by its stable code. 4xx: the caller can mend it. 5xx: the operator or the
 * provider can. The provider's key is never a 401, because platforms take a 401 for their own connection.
 */
public enum ProblemType {
    INVALID_REQUEST(400, "Invalid request", false, "a parameter, the body or the link is wrong; nothing was called"),
    UNAUTHORIZED(401, "Unknown key", false, "no key, or one that is unknown or revoked"),
    FORBIDDEN(403, "Not allowed for this key", false, "the key lacks the scope, or the callback host is not listed"),
    NOT_FOUND(404, "Not found", false, "no such path, watch, delivery or batch"),
    NOT_VISIBLE(404, "Not visible on TikTok", false, "the video or creator is gone, private or blocked"),
    METHOD_NOT_ALLOWED(405, "Method not allowed", false, "the path exists with other methods"),
    IDEMPOTENCY_RUNNING(409, "First request still running", true, "the same Idempotency-Key is in progress"),
    BODY_TOO_LARGE(413, "Body too large", false, "the body exceeds 64 KiB"),
    NOT_JSON(415, "Not JSON", false, "the body needs Content-Type: application/json"),
    IDEMPOTENCY_MISMATCH(422, "Idempotency-Key used before", false, "the same Idempotency-Key with another request"),
    TOO_EXPENSIVE(
            422,
            "Watch too expensive",
            false,
            "the watch would exceed the key's budget, least cadence or number of watches"),
    KEY_RATE_LIMITED(429, "Too many requests", true, "the key's requests per minute or requests in flight"),
    BUDGET_EXHAUSTED(429, "Budget used up", true, "the key's paid calls of the day; resets at midnight UTC"),
    PROVIDER_RATE_LIMITED(429, "Provider is busy", true, "the provider's rate limit, or the queue for it is full"),
    INTERNAL_ERROR(500, "Internal error", true, "a fault of the gateway; its log has the request id"),
    PROVIDER_CREDENTIALS(502, "Provider refused the gateway's key", false, "the operator's API key is wrong"),
    PROVIDER_UNAVAILABLE(502, "Provider failed", true, "the provider failed or answered nonsense"),
    PROVIDER_OUT_OF_CREDIT(503, "Provider out of credit", true, "credit or quota of the operator's account"),
    CIRCUIT_OPEN(503, "Provider paused", true, "recent calls failed, so none is made for a while"),
    STORE_UNAVAILABLE(503, "Database unavailable", true, "the gateway's database cannot be reached"),
    DEADLINE(504, "Provider too slow", true, "no answer within the deadline of 20 s");

    private final int status;
    private final String title;
    private final boolean retryable;
    private final String cause;

    ProblemType(int status, String title, boolean retryable, String cause) {
        this.status = status;
        this.title = title;
        this.retryable = retryable;
        this.cause = cause;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the stable code, such as {@code not-visible}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the URI of the problem type. */
    public String type() {
        return "urn:cameltiktok:problem:" + code();
    }

    /** Returns a short title, the same for each occurrence. */
    public String title() {
        return title;
    }

    /** Returns whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }

    /** Returns the cause for the documentation. */
    public String cause() {
        return cause;
    }
}
