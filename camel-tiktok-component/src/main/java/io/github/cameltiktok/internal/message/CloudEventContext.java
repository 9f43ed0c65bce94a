package io.github.cameltiktok.internal.message;

import java.time.Instant;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The event that a message reports, for its CloudEvents attributes. Headers do not suffice: the provider's own answer has
 * no time, and a consumer's headers outlive the next lookup of its route.
 *
 * @param identity creates a text that two messages share if and only if they report the same event; on demand, as it is
 *     expensive and rarely used
 * @param at time of the lookup
 * @param event kind of a consumer's event; {@code null} for the result of a lookup
 */
public record CloudEventContext(
        Supplier<String> identity, Instant at, @Nullable String event) {

    /** Exchange property that holds the context. */
    private static final String PROPERTY = "CamelTikTokCloudEventContext";

    /** Returns the context of an exchange; {@code null} if neither a lookup nor a consumer has written one. */
    public static @Nullable CloudEventContext of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, CloudEventContext.class);
    }

    public void attachTo(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }
}
