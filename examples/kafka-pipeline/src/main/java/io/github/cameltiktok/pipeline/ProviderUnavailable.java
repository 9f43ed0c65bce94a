package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokQuotaException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Matches failures that all requests share: the key is refused, credits are used up, the circuit breaker is open or the
 * queue is full. The request is looked up again until the provider works. Meanwhile the window fills, and the partition is
 * paused. Thread-safe.
 */
final class ProviderUnavailable implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        Throwable failure = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                : exchange.getException();
        // A pipeline that stops leaves the request uncommitted, for the next owner of the partition.
        return !exchange.getContext().isStopping() && isCauseOf(failure);
    }

    /** Returns whether a failure comes from an unavailable provider. */
    static boolean isCauseOf(@Nullable Throwable failure) {
        return failure instanceof TikTokCredentialsException
                || failure instanceof TikTokQuotaException
                || failure instanceof TikTokException lookup && lookup.retryable() && lookup.attempts() == 0;
    }
}
