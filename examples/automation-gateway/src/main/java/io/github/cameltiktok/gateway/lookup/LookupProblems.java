package io.github.cameltiktok.gateway.lookup;

import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokInvalidRequestException;
import io.github.cameltiktok.TikTokNotFoundException;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.TikTokRateLimitException;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.spi.HttpResponseAware;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the failure of a route into a problem:
 *
 * <table>
 *   <caption>Failures of a route</caption>
 *   <tr><th>failure or its cause</th><th>problem</th></tr>
 *   <tr><td>{@link ProblemException}, thrown by a user's step</td><td>this problem</td></tr>
 *   <tr><td>{@link TikTokInvalidRequestException}</td><td>invalid-request</td></tr>
 *   <tr><td>{@link TikTokNotFoundException}</td><td>not-visible</td></tr>
 *   <tr><td>{@link TikTokRateLimitException}, also for a full queue</td><td>provider-rate-limited</td></tr>
 *   <tr><td>{@link TikTokQuotaException}</td><td>provider-out-of-credit</td></tr>
 *   <tr><td>{@link TikTokCredentialsException}</td><td>provider-credentials</td></tr>
 *   <tr><td>{@link TikTokUnavailableException}</td><td>provider-unavailable</td></tr>
 *   <tr><td>an open circuit breaker, unless a rate limit opened it</td><td>circuit-open</td></tr>
 *   <tr><td>the deadline, or any other time limit</td><td>deadline</td></tr>
 *   <tr><td>{@link IOException} or an HTTP status of another service that the route calls</td>
 *       <td>provider-unavailable</td></tr>
 *   <tr><td>anything else</td><td>internal-error, with the failure in the log</td></tr>
 * </table>
 */
final class LookupProblems {

    private static final Logger LOG = LoggerFactory.getLogger(LookupProblems.class);

    /** For a rate limit without a time, and for a half-open circuit breaker. */
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(5);

    private static final int MAX_CAUSES = 20;

    private LookupProblems() {}

    /**
     * Returns the problem of a failed route.
     *
     * @param route URI of the route, for the message
     */
    static ProblemException of(Throwable failure, String route) {
        ProblemException known = find(ProblemException.class, failure);
        if (known != null) {
            return known;
        }
        TikTokException lookup = find(TikTokException.class, failure);
        if (lookup != null) {
            return of(lookup, route);
        }
        if (find(TimeoutException.class, failure) != null || find(ExchangeTimedOutException.class, failure) != null) {
            return new ProblemException(
                    ProblemType.DEADLINE, "The route " + route + " gave no result in time. Retry later.");
        }
        if (find(DirectConsumerNotAvailableException.class, failure) != null) {
            return new ProblemException(
                    ProblemType.INTERNAL_ERROR,
                    "The gateway has no running route " + route + ". It is starting or stopping, or its operator has"
                            + " removed the route.",
                    List.of(),
                    DEFAULT_RETRY_AFTER,
                    null);
        }
        if (find(IOException.class, failure) != null || find(HttpResponseAware.class, failure) != null) {
            LOG.warn("Route {}: a service that it calls failed: {}", route, failure.toString());
            return new ProblemException(
                    ProblemType.PROVIDER_UNAVAILABLE,
                    "A service that the route " + route + " calls failed. Retry later.");
        }
        LOG.error("Route {} failed", route, failure);
        return internal(route);
    }

    /** Returns the first cause of a type, the failure itself included; {@code null} if there is none. */
    static <T> @Nullable T find(Class<T> type, @Nullable Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static ProblemException of(TikTokException failure, String route) {
        String message = String.valueOf(failure.getMessage());
        // Of an account that was refused, the cause is the better answer than the circuit breaker that it opened.
        if (failure instanceof TikTokCredentialsException) {
            return problem(
                    ProblemType.PROVIDER_CREDENTIALS,
                    "The gateway has no valid API key for " + provider(failure) + facts(failure)
                            + ". Its operator has to set the key.",
                    null,
                    failure);
        }
        if (failure instanceof TikTokQuotaException) {
            return problem(
                    ProblemType.PROVIDER_OUT_OF_CREDIT,
                    "Credit or quota of the gateway's account at " + provider(failure) + " is used up" + facts(failure)
                            + ". Its operator has to renew it, or to wait for the next day or month.",
                    null,
                    failure);
        }
        if (failure instanceof TikTokInvalidRequestException invalid) {
            return problem(ProblemType.INVALID_REQUEST, invalid.problem(), null, failure);
        }
        if (failure instanceof TikTokNotFoundException) {
            return problem(ProblemType.NOT_VISIBLE, message, null, failure);
        }
        if (failure instanceof TikTokRateLimitException limited) {
            Duration wait = limited.retryAfter();
            return problem(
                    ProblemType.PROVIDER_RATE_LIMITED, message, wait == null ? DEFAULT_RETRY_AFTER : wait, failure);
        }
        // The last subclass.
        return of((TikTokUnavailableException) failure, message, route);
    }

    private static ProblemException of(TikTokUnavailableException failure, String message, String route) {
        return switch (failure.reason()) {
            case PROVIDER, NOT_CACHED, STOPPING -> problem(ProblemType.PROVIDER_UNAVAILABLE, message, null, failure);
            case DEADLINE -> problem(ProblemType.DEADLINE, message, null, failure);
            case CIRCUIT_OPEN -> {
                Duration wait = failure.retryAfter();
                yield problem(ProblemType.CIRCUIT_OPEN, message, wait == null ? DEFAULT_RETRY_AFTER : wait, failure);
            }
            case INTERNAL -> {
                LOG.error("Route {} failed", route, failure);
                yield internal(route);
            }
        };
    }

    private static ProblemException problem(
            ProblemType type, String detail, @Nullable Duration retryAfter, TikTokException failure) {
        return new ProblemException(type, detail, List.of(), retryAfter, failure.provider());
    }

    private static ProblemException internal(String route) {
        return new ProblemException(
                ProblemType.INTERNAL_ERROR,
                "The route " + route + " failed in the gateway. Its log has the cause under the id of this request.");
    }

    private static String provider(TikTokException failure) {
        return failure.provider() == null ? "the provider" : failure.provider();
    }

    /** Returns status and code of the answer in brackets; empty without an answer. */
    private static String facts(TikTokException failure) {
        if (failure.statusCode() == null) {
            return "";
        }
        return " (status " + failure.statusCode()
                + (failure.providerCode() == null ? "" : ", code " + failure.providerCode()) + ')';
    }
}
