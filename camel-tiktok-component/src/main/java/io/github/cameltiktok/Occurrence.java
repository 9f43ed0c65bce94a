package io.github.cameltiktok;

import io.github.cameltiktok.watch.Event;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What the message of an exchange tells of, for its CloudEvents attributes. The headers do not say it all: the
 * provider's own answer names no time, and a consumer's headers outlive the next lookup of its route.
 *
 * @param identity makes a text that two messages share if and only if they tell of the same; costs something, and few
 *     ask for it
 * @param at when it was found out
 * @param event what a consumer has seen happen; {@code null} for an answer that is nothing but one
 */
record Occurrence(
        Supplier<String> identity, Instant at, @Nullable Event event) {

    private static final String PROPERTY = "CamelTikTokOccurrence";

    /** Returns {@code null} if neither a lookup nor a consumer has written into the exchange. */
    static @Nullable Occurrence of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, Occurrence.class);
    }

    static void remember(Exchange exchange, Occurrence occurrence) {
        exchange.setProperty(PROPERTY, occurrence);
    }
}
