package io.github.cameltiktok.provider;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Failure of a lookup at one provider.
 *
 * @param errorKind kind of the failure
 * @param retry whether the same call may succeed later
 * @param message readable message without an API key, with at most a short excerpt of the response
 * @param status HTTP status; {@code null} without a response
 * @param code the provider's own error code; {@code null} if absent
 * @param requestId the provider's id of the call; {@code null} if absent
 * @param retryAfter delay requested by the provider; {@code null} if absent
 */
public record ProviderFailure(
        ErrorKind errorKind,
        RetryAdvice retry,
        String message,
        @Nullable Integer status,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable Duration retryAfter)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Returns whether the provider bills the call, which is true for every 2xx status. */
    public boolean isBilled() {
        return status != null && status >= 200 && status < 300;
    }

    /** Returns a copy with another {@link #retryAfter()}. */
    public ProviderFailure withRetryAfter(Duration wait) {
        return new ProviderFailure(errorKind, retry, message, status, code, requestId, wait);
    }

    /** Returns a failure without a response. */
    public static ProviderFailure withoutAnswer(ErrorKind errorKind, RetryAdvice retry, String message) {
        return new ProviderFailure(errorKind, retry, message, null, null, null, null);
    }

    /** Returns a failure whose response contains no error of the provider. */
    public static ProviderFailure of(
            ErrorKind errorKind, RetryAdvice retry, String message, ProviderResponse response) {
        return new ProviderFailure(errorKind, retry, message, response.status(), null, null, response.retryAfter());
    }
}
