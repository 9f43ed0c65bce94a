package io.github.cameltiktok.pipeline;

import io.github.cameltiktok.pipeline.kafka.Topics;
import java.util.Locale;
import org.apache.camel.Exchange;

/** The outcome of a request. It has one each time it is consumed. */
enum Outcome {
    VIDEO,
    RETRY,
    DEAD_LETTER;

    /** The exchange property by which the route chooses the topic. */
    static final String PROPERTY = "outcome";

    /** Returns the outcome of an exchange. */
    static Outcome of(Exchange exchange) {
        return valueOf(
                exchange.getProperty(PROPERTY, String.class).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    void set(Exchange exchange) {
        exchange.setProperty(PROPERTY, tag());
    }

    /** Returns the name of the condition that the topic can be written. */
    String condition(Topics topics) {
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
