package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokInvalidRequestException;
import io.github.cameltiktok.TikTokRateLimitException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Creates the record for a lookup that failed: the request unchanged, with the error in headers. It is a retry if a later
 * lookup may succeed, else a dead letter. Thread-safe.
 */
final class FailedLookup implements Processor {

    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final String ADVICE = "A request is a link or an id of a video, or JSON with url or video_id.";

    private final RetryPolicy retries;
    private final InstantSource clock;

    FailedLookup(RetryPolicy retries, InstantSource clock) {
        this.retries = retries;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        boolean isLookupFailure = failure instanceof TikTokException && !ProviderUnavailable.isCauseOf(failure);
        if (!isLookupFailure && exchange.getContext().isStopping()) {
            // The next owner of the partition looks the request up, because it stays uncommitted.
            exchange.setRouteStop(true);
        } else {
            // Otherwise Camel regards a failed write of the record as handled, and does not repeat it.
            exchange.getExchangeExtension().setFailureHandled(false);
            exchange.getExchangeExtension().setErrorHandlerHandled(null);
            process(exchange, failure);
        }
    }

    /** Turns the message into a retry or a dead letter because of a failure of any class. */
    void process(Exchange exchange, Throwable failure) {
        Message message = exchange.getMessage();
        TikTokException lookup = failure instanceof TikTokException expected ? expected : null;
        int attempts = Request.number(message, RecordHeaders.ATTEMPTS);
        String requestSource = message.getHeader(RecordHeaders.REQUEST_SOURCE, String.class);
        Request.restore(exchange);
        message.removeHeaders("tiktok-error-*");
        set(message, RecordHeaders.REQUEST_SOURCE, requestSource);
        set(message, RecordHeaders.ERROR_CLASS, failure.getClass().getName());
        set(message, RecordHeaders.ERROR_MESSAGE, shortened(message(failure)));
        if (lookup != null) {
            set(message, RecordHeaders.ERROR_PROVIDER, lookup.provider());
            set(message, RecordHeaders.ERROR_STATUS, lookup.statusCode());
            set(message, RecordHeaders.ERROR_CODE, lookup.providerCode());
            set(message, RecordHeaders.REQUEST_SOURCE, lookup.requestSource());
            attempts += lookup.attempts();
        }
        set(message, RecordHeaders.ATTEMPTS, attempts);
        int retry = Request.number(message, RecordHeaders.RETRY) + 1;
        if (lookup != null && lookup.retryable() && retry <= retries.maxRetries()) {
            Duration delay = retries.delayBefore(
                    retry, retryAfter(lookup), ThreadLocalRandom.current().nextDouble());
            set(message, RecordHeaders.RETRY, retry);
            set(message, RecordHeaders.DUE, clock.instant().plus(delay));
            Outcome.RETRY.set(exchange);
        } else {
            message.removeHeader(RecordHeaders.DUE);
            Outcome.DEAD_LETTER.set(exchange);
        }
    }

    /** Omits the remedy for a route, because the sender of a record sets neither Camel headers nor options. */
    private static @Nullable String message(Throwable failure) {
        return failure instanceof TikTokInvalidRequestException invalid && invalid.attempts() == 0
                ? invalid.problem() + ' ' + ADVICE
                : failure.getMessage();
    }

    private static @Nullable Duration retryAfter(TikTokException lookup) {
        return lookup instanceof TikTokRateLimitException limited ? limited.retryAfter() : null;
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= MAX_MESSAGE_LENGTH ? text : text.substring(0, MAX_MESSAGE_LENGTH) + '…';
    }

    private static void set(Message message, String header, @Nullable Object value) {
        if (value != null) {
            message.setHeader(header, value.toString());
        }
    }
}
