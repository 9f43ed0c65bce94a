package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.util.Locale;
import org.apache.camel.Exchange;

/** What becomes of a request: one of these each time it is consumed. */
enum Outcome {
    VIDEO,
    RETRY,
    DEAD_LETTER;

    /** The exchange property that the route asks for the topic to write to. */
    static final String PROPERTY = "outcome";

    /** Returns the outcome that an exchange has been given. */
    static Outcome of(Exchange exchange) {
        return valueOf(
                exchange.getProperty(PROPERTY, String.class).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    void set(Exchange exchange) {
        exchange.setProperty(PROPERTY, tag());
    }

    /** Returns the name of the condition that its topic can be written. */
    String writing(Topics topics) {
        return "writing " + topic(topics);
    }

    String topic(Topics topics) {
        return switch (this) {
            case VIDEO -> topics.videos();
            case RETRY -> topics.retries();
            case DEAD_LETTER -> topics.deadLetters();
        };
    }

    boolean isOf(Exchange exchange) {
        return tag().equals(exchange.getProperty(PROPERTY));
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
