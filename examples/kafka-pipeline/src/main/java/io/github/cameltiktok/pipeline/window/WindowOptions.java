package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How much a consumer may have in flight. Immutable.
 *
 * @param maxInFlight records handed on or held back, of all partitions together; each has an equal share. A poll that begins
 *     with room for one may bring as many as {@code max.poll.records}.
 * @param drain how long a partition that moves to another instance waits for its records in flight
 */
record WindowOptions(int maxInFlight, Duration drain) {

    /** Of a Camel endpoint: {@code additionalProperties.window.max.in.flight}. */
    private static final String MAX_IN_FLIGHT = "window.max.in.flight";

    /** For tests: {@code additionalProperties.window.drain.ms}. */
    private static final String DRAIN = "window.drain.ms";

    private static final String DEFAULT_DRAIN = "10000";

    WindowOptions {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException(MAX_IN_FLIGHT + " must be at least 1, but is " + maxInFlight);
        }
    }

    /**
     * Reads the options from the properties of a consumer.
     *
     * @throws IllegalArgumentException if they say nothing, or something wrong
     */
    static WindowOptions of(Properties properties) {
        Duration drain = Duration.ofMillis(number(properties, DRAIN, DEFAULT_DRAIN));
        return new WindowOptions(number(properties, MAX_IN_FLIGHT, null), drain);
    }

    /** Returns how many records one of the partitions may have in flight. */
    int share(int partitions) {
        return Math.max(1, maxInFlight / Math.max(1, partitions));
    }

    private static int number(Properties properties, String name, @Nullable String defaultValue) {
        String value = properties.getProperty(name, defaultValue);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, but is " + value);
        }
    }
}
