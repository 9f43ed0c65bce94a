package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.TikTokCredentialsException;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokQuotaException;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells failures that are not about the request: the key is refused, credits are used up, or the provider was not even
 * asked, because its circuit is open or its queue too long. All requests would share that fate, so this one stays where
 * it is, the window fills, and the partition is paused until the provider can be used again. Thread-safe.
 */
final class ProviderUnavailable implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        Throwable failure = exchange.getException() == null
                ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)
                : exchange.getException();
        // Who stops does not wait: the request stays uncommitted, for who comes next.
        return !exchange.getContext().isStopping() && isReason(failure);
    }

    static boolean isReason(@Nullable Throwable failure) {
        return failure instanceof TikTokCredentialsException
                || failure instanceof TikTokQuotaException
                || failure instanceof TikTokException lookup && lookup.retryable() && lookup.attempts() == 0;
    }
}
