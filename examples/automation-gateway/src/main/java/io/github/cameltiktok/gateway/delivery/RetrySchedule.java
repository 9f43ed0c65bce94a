package io.github.cameltiktok.gateway.delivery;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a failed delivery is retried: 11 attempts within about 3 days. Thread-safe if its source of chance is. */
public final class RetrySchedule {

    /** Delay before each attempt, after the one before. */
    private static final List<Duration> DELAYS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    /** Spreads retries, so that a receiver that comes back does not get all at once. */
    private static final double JITTER = 0.2;

    private final RandomGenerator random;

    public RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns the delay until the next attempt.
     *
     * @param attempts failed attempts so far, at least 1
     * @return {@code null} after the last attempt
     */
    public @Nullable Duration delayAfter(int attempts) {
        if (attempts >= DELAYS.size()) {
            return null;
        }
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Duration.ofMillis(Math.round(DELAYS.get(attempts).toMillis() * factor));
    }
}
