package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;

/**
 * How a sandbox is started. Immutable.
 *
 * @param port the port on 127.0.0.1, 0 to 65535; 0 takes a free one
 * @param latency how long each provider call waits for its answer; not negative
 * @param clock what the sandbox takes for now: the expiry of signed media links counts from it, growth, and
 *     the second for which videos are rate limited at first
 * @param growth whether the counters of all posts and accounts grow with the clock
 */
public record SandboxOptions(int port, Duration latency, Clock clock, boolean growth) {

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the argument, the rule and the value that breaks it
     */
    public SandboxOptions {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be between 0 and " + HIGHEST_PORT + ", but is " + port);
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative, but is " + latency);
        }
    }

    /** A free port, no latency, the system's clock, no growth. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(0, Duration.ZERO, Clock.systemUTC(), false);
    }

    /** The same on another port; 0 takes a free one. */
    public SandboxOptions withPort(int newPort) {
        return new SandboxOptions(newPort, latency, clock, growth);
    }

    /** The same with another answer delay. */
    public SandboxOptions withLatency(Duration newLatency) {
        return new SandboxOptions(port, newLatency, clock, growth);
    }

    /** The same with another clock. */
    public SandboxOptions withClock(Clock newClock) {
        return new SandboxOptions(port, latency, newClock, growth);
    }

    /**
     * The same with counters that grow with the clock: a little all the time, and in waves that are different for each
     * post and account. They depend on id or handle and the clock alone, and never fall.
     */
    public SandboxOptions withGrowth() {
        return new SandboxOptions(port, latency, clock, true);
    }
}
