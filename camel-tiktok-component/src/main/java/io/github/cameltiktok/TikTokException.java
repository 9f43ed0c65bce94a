package io.github.cameltiktok;

import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.Serializable;
import java.time.Duration;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * A lookup failed. Each subclass calls for a different reaction of a route.
 *
 * <p>The message names provider, resource, subject, status, code, attempts and what to do next. It holds no API key and
 * no more of an answer than a short, cleaned excerpt.
 */
public abstract sealed class TikTokException extends RuntimeException implements HttpResponseAware
        permits TikTokInvalidRequestException,
                TikTokNotFoundException,
                TikTokCredentialsException,
                TikTokQuotaException,
                TikTokRateLimitException,
                TikTokUnavailableException {

    private static final long serialVersionUID = 1L;

    /**
     * The facts behind an exception.
     *
     * @param provider that failed; {@code null} if the lookup was rejected before one was chosen
     * @param failure of that provider, or a rejection without facts
     * @param attempts calls to that provider
     * @param requestSource platform of the lookup; {@code null} if the lookup was rejected before it was known
     */
    record Details(
            @Nullable String provider,
            ProviderFailure failure,
            int attempts,
            @Nullable String requestSource) implements Serializable {

        private static final long serialVersionUID = 1L;

        /** Of a lookup that was rejected before any call. */
        static final Details REJECTED = rejectedAt(null);

        /** Returns the facts of a lookup that was rejected before any call, at a provider if one was chosen. */
        static Details rejectedAt(@Nullable String provider) {
            return new Details(
                    provider,
                    ProviderFailure.withoutAnswer(ErrorKind.INVALID_REQUEST, RetryAdvice.NEVER, "was not called"),
                    0,
                    null);
        }
    }

    private final Details details;
    private int httpResponseCode;
    private @Nullable String httpResponseStatus;

    TikTokException(String message, Details details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = details;
        Integer status = details.failure().status();
        this.httpResponseCode = status == null ? 0 : status;
    }

    /** Returns the pause that the provider, a queue or a quota demands; {@code null} if none does. */
    @Nullable
    Duration requestedDelay() {
        return details.failure().retryAfter();
    }

    /** Returns the name of the provider; {@code null} if the lookup was rejected before one was chosen. */
    public @Nullable String provider() {
        return details.provider();
    }

    /** Returns the HTTP status of the answer; {@code null} if there was none. */
    public @Nullable Integer statusCode() {
        return details.failure().status();
    }

    /** Returns the provider's own code of the error; {@code null} if it gave none. */
    public @Nullable String providerCode() {
        return details.failure().code();
    }

    /** Returns whether the same lookup may succeed later. */
    public boolean retryable() {
        return details.failure().retry().isWorthwhile();
    }

    /** Returns the provider's id of the request; {@code null} if it gave none. */
    public @Nullable String requestId() {
        return details.failure().requestId();
    }

    /**
     * Returns the calls that this lookup made to {@link #provider()}, or those of the equal lookup in flight that it
     * joined. 0 if no call was made: the lookup was rejected, the circuit open, the queue full, the quota used up, or the
     * failure cached.
     *
     * <p>The exceptions of providers called earlier are suppressed in this one and report their own calls; the sum is the
     * cost of the lookup. After the deadline nothing is suppressed and this number counts all calls.
     */
    public int attempts() {
        return details.attempts();
    }

    /**
     * Returns the platform of the lookup, as message, option or default named it; {@code null} if the lookup was rejected
     * before it began (an unreadable subject, a missing key, an unknown provider), or cancelled as the component stopped.
     */
    public @Nullable String requestSource() {
        return details.requestSource();
    }

    /** Returns the HTTP status of the answer; 0 if there was none. */
    @Override
    public int getHttpResponseCode() {
        return httpResponseCode;
    }

    @Override
    public void setHttpResponseCode(int code) {
        httpResponseCode = code;
    }

    /** Returns the status text that a caller has set; {@code null} otherwise, as providers send none. */
    @Override
    public @Nullable String getHttpResponseStatus() {
        return httpResponseStatus;
    }

    @Override
    public void setHttpResponseStatus(@Nullable String status) {
        httpResponseStatus = status;
    }
}
