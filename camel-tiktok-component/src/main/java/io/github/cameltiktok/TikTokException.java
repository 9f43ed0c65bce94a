package io.github.cameltiktok;

import java.time.Duration;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;

/**
 * A lookup failed. There is a subclass for each thing that a route does differently about it.
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

    private final FailureDetails details;
    private int httpResponseCode;
    private @Nullable String httpResponseStatus;

    TikTokException(String message, FailureDetails details, @Nullable Throwable cause) {
        super(message, cause);
        this.details = details;
        Integer status = details.failure().status();
        this.httpResponseCode = status == null ? 0 : status;
    }

    /** Returns how long the provider, a queue or a quota asks to wait; {@code null} if none of them does. */
    @Nullable
    Duration requestedDelay() {
        return details.failure().retryAfter();
    }

    /** Returns the name of the provider asked; {@code null} if the lookup was refused before one was chosen. */
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

    /** Tells whether the same lookup may succeed later. */
    public boolean retryable() {
        return details.failure().retry().isWorthwhile();
    }

    /** Returns the provider's id of the request; {@code null} if it gave none. */
    public @Nullable String requestId() {
        return details.failure().requestId();
    }

    /**
     * Returns how many calls this lookup has made to {@link #provider()}; 0 if none: refused before, its circuit open, its
     * queue full or its quota used up before the first, or the failure taken from the cache. A lookup that joined an
     * equal one in flight reports the calls of that one.
     *
     * <p>The exceptions of providers called before it are suppressed in this one and report their own calls; the sum is
     * what the lookup has cost. Where the deadline has passed, nothing is suppressed and this is the number of all calls.
     */
    public int attempts() {
        return details.attempts();
    }

    /**
     * Returns the platform that asked, as message, option or default named it; {@code null} if the lookup was refused
     * before it began (an unreadable question, a missing key, an unknown provider), or given up as the component stopped.
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

    /** Returns what was set; {@code null} before, as providers say nothing in the text beside the status. */
    @Override
    public @Nullable String getHttpResponseStatus() {
        return httpResponseStatus;
    }

    @Override
    public void setHttpResponseStatus(@Nullable String status) {
        httpResponseStatus = status;
    }
}
