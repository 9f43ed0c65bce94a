package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;

/**
 * Options of a sandbox. Immutable.
 *
 * @param port the port on 127.0.0.1, 0 to 65535; 0 selects a free one
 * @param latency the delay of each provider's answer; not negative
 * @param clock the sandbox's clock; media URL expiry, growth and the 1 s limit of {@link RateLimitedVideos} follow it
 * @param growth whether the counters of all posts and creators grow with the clock
 */
public record SandboxOptions(int port, Duration latency, Clock clock, boolean growth) {

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Validates the values.
     *
     * @throws IllegalArgumentException with the argument, the rule and the invalid value
     */
    public SandboxOptions {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be between 0 and " + HIGHEST_PORT + ", but is " + port);
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative, but is " + latency);
        }
    }

    /** Returns the defaults: a free port, no latency, the system clock, no growth. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(0, Duration.ZERO, Clock.systemUTC(), false);
    }

    /** Returns a copy with another port; 0 selects a free one. */
    public SandboxOptions withPort(int newPort) {
        return new SandboxOptions(newPort, latency, clock, growth);
    }

    /** Returns a copy with another latency. */
    public SandboxOptions withLatency(Duration newLatency) {
        return new SandboxOptions(port, newLatency, clock, growth);
    }

    /** Returns a copy with another clock. */
    public SandboxOptions withClock(Clock newClock) {
        return new SandboxOptions(port, latency, newClock, growth);
    }

    /**
     * Returns a copy with counters that grow with the clock, slowly and in waves. Each post and creator has its own waves.
     * The counters depend on the id or handle and the clock only, and never decrease.
     */
    public SandboxOptions withGrowth() {
        return new SandboxOptions(port, latency, clock, true);
    }
}
