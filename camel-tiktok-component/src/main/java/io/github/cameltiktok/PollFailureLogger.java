package io.github.cameltiktok;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.support.LoggingExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a failed poll as one line, as the message of a {@link TikTokException} has the cause and the remedy. Its stack trace
 * is logged at DEBUG. All other failures keep theirs.
 */
final class PollFailureLogger extends LoggingExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TikTokConsumer.class);

    PollFailureLogger(CamelContext context) {
        super(context, TikTokConsumer.class);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, @Nullable Throwable exception) {
        if (exchange == null && exception instanceof TikTokException && !isInternalError(exception)) {
            super.handleException(CamelExchangeException.createExceptionMessage(message, null, exception), null, null);
            LOG.debug("Stack trace of the failed poll", exception);
        } else {
            super.handleException(message, exchange, exception);
        }
    }

    /** Failures of providers and of the network have no cause or a checked one. */
    private static boolean isInternalError(Throwable exception) {
        return exception.getCause() instanceof RuntimeException || exception.getCause() instanceof Error;
    }
}
