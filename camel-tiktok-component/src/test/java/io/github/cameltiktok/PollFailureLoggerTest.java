package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.cameltiktok.TikTokException.Details;
import io.github.cameltiktok.secrets.CapturedLog;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Log of failed polls. */
final class PollFailureLoggerTest {

    private static final String MESSAGE = "Failed polling endpoint: tiktok://user. Will try again at next poll";

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    private List<String> logged(Level level, @Nullable Exchange exchange, Exception exception) {
        PollFailureLogger logger = new PollFailureLogger(context);
        try (CapturedLog log = new CapturedLog(level)) {
            if (exchange == null) {
                logger.handleException(MESSAGE, exception);
            } else {
                logger.handleException(MESSAGE, exchange, exception);
            }
            return log.lines()
                    .filter(line -> !line.startsWith("org.apache.camel"))
                    .toList();
        }
    }

    private static TikTokUnavailableException unavailable(@Nullable Throwable cause) {
        return new TikTokUnavailableException(
                "apidirect has no route to host", Details.REJECTED, TikTokUnavailableException.Reason.PROVIDER, cause);
    }

    @Test
    void failureOfProviderIsOneLine() {
        assertThat(logged(Level.INFO, null, unavailable(new IOException("no route"))))
                .singleElement()
                .asString()
                .startsWith(TikTokConsumer.class.getName() + ' ')
                .endsWith(MESSAGE + ". Caused by: [" + TikTokUnavailableException.class.getName()
                        + " - apidirect has no route to host]");
    }

    @Test
    void stackTraceIsLoggedAtDebug() {
        assertThat(logged(Level.DEBUG, null, unavailable(null)))
                .hasSize(3)
                .last()
                .asString()
                .contains("\tat " + getClass().getName());
    }

    @Test
    void internalErrorKeepsStackTrace() {
        assertThat(logged(Level.INFO, null, unavailable(new IllegalStateException("bean is broken"))))
                .hasSize(2)
                .last()
                .asString()
                .contains("\tat ", "IllegalStateException: bean is broken");
    }

    @Test
    void otherExceptionKeepsStackTrace() {
        assertThat(logged(Level.INFO, null, new IllegalStateException("repository is broken")))
                .last()
                .asString()
                .contains("\tat ");
    }

    @Test
    void failureOfMessageKeepsStackTrace() {
        assertThat(logged(Level.INFO, new DefaultExchange(context), unavailable(null)))
                .last()
                .asString()
                .contains("\tat ");
    }
}
