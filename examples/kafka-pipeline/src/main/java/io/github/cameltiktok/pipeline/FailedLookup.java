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
 * Makes the record for a request that could not be answered: the request as it came, with headers that say why. It comes
 * back later if that may help, and is a dead letter otherwise. Thread-safe.
 */
final class FailedLookup implements Processor {

    private static final int LONGEST_MESSAGE = 1_000;
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
        boolean isOfTheLookup = failure instanceof TikTokException && !ProviderUnavailable.isReason(failure);
        if (!isOfTheLookup && exchange.getContext().isStopping()) {
            // It was to be tried on, but the pipeline stops. It stays uncommitted, for who comes next.
            exchange.setRouteStop(true);
        } else {
            // Else Camel takes a record that could not be written for dealt with already, and does not write it again.
            exchange.getExchangeExtension().setFailureHandled(false);
            exchange.getExchangeExtension().setErrorHandlerHandled(null);
            process(exchange, failure);
        }
    }

    /** Makes it a dead letter or a retry because of a failure of whatever kind. */
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
            Duration wait = retries.wait(
                    retry, retryAfter(lookup), ThreadLocalRandom.current().nextDouble());
            set(message, RecordHeaders.RETRY, retry);
            set(message, RecordHeaders.DUE, clock.instant().plus(wait));
            Outcome.RETRY.set(exchange);
        } else {
            message.removeHeader(RecordHeaders.DUE);
            Outcome.DEAD_LETTER.set(exchange);
        }
    }

    /** The sender of a record can set neither Camel's headers nor options, so advice on them would mislead. */
    private static @Nullable String message(Throwable failure) {
        return failure instanceof TikTokInvalidRequestException invalid && invalid.attempts() == 0
                ? invalid.problem() + ' ' + ADVICE
                : failure.getMessage();
    }

    private static @Nullable Duration retryAfter(TikTokException lookup) {
        return lookup instanceof TikTokRateLimitException limited ? limited.retryAfter() : null;
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + '…';
    }

    private static void set(Message message, String header, @Nullable Object value) {
        if (value != null) {
            message.setHeader(header, value.toString());
        }
    }
}
