package io.github.cameltiktok.provider;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a lookup failed at one provider.
 *
 * @param errorKind what kind of trouble it is
 * @param retry whether the same call may succeed later
 * @param message what happened, for a person; holds no key and at most a short excerpt of an answer
 * @param status HTTP status; {@code null} if there was no answer
 * @param code the provider's own code; {@code null} if it gave none
 * @param requestId the provider's id of the request
 * @param retryAfter how long the provider asks to wait
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

    /** Returns whether the answer was billed: providers bill those that they call a success. */
    public boolean isBilled() {
        return status != null && status >= 200 && status < 300;
    }

    /** Returns the same failure with another time to wait. */
    public ProviderFailure withRetryAfter(Duration wait) {
        return new ProviderFailure(errorKind, retry, message, status, code, requestId, wait);
    }

    /** Returns a failure that happened without an answer. */
    public static ProviderFailure withoutAnswer(ErrorKind errorKind, RetryAdvice retry, String message) {
        return new ProviderFailure(errorKind, retry, message, null, null, null, null);
    }

    /** Returns a failure that an answer without a readable error tells of. */
    public static ProviderFailure of(
            ErrorKind errorKind, RetryAdvice retry, String message, ProviderResponse response) {
        return new ProviderFailure(errorKind, retry, message, response.status(), null, null, response.retryAfter());
    }
}
