package io.github.cameltiktok.pipeline.window;

import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The size of the window of a consumer. Immutable.
 *
 * @param maxInFlight maximum records handed on or held back, of all partitions. Each partition has an equal share. The last poll
 *     may exceed it by up to {@code max.poll.records}.
 * @param drain maximum time that a partition waits for its records in flight before it moves to another instance
 */
record WindowOptions(int maxInFlight, Duration drain) {

    /** Set by a Camel endpoint as {@code additionalProperties.window.max.in.flight}. */
    private static final String MAX_IN_FLIGHT = "window.max.in.flight";

    /** Set by tests as {@code additionalProperties.window.drain.ms}. */
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
     * @throws IllegalArgumentException if a value is missing or not a number in its range
     */
    static WindowOptions of(Properties properties) {
        Duration drain = Duration.ofMillis(number(properties, DRAIN, DEFAULT_DRAIN));
        return new WindowOptions(number(properties, MAX_IN_FLIGHT, null), drain);
    }

    /** Returns the share of one partition: the maximum of its records in flight while others need their shares. */
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
