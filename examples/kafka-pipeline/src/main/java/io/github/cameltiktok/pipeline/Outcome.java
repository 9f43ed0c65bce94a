package io.github.cameltiktok.pipeline;

import java.util.Locale;
import org.apache.camel.Exchange;

/** What becomes of a request: one of these each time it is consumed. */
enum Outcome {
    VIDEO,
    RETRY,
    DEAD_LETTER;

    /** The exchange property that the route asks for the topic to write to. */
    static final String PROPERTY = "outcome";

    void of(Exchange exchange) {
        exchange.setProperty(PROPERTY, tag());
    }

    boolean isOf(Exchange exchange) {
        return tag().equals(exchange.getProperty(PROPERTY));
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
