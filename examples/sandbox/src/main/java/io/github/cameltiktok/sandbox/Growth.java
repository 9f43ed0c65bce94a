package io.github.cameltiktok.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * What a post or an account has gained since the start of 2026, in growth mode: some all the time, and more in waves that
 * come every two to six weeks, each with a steep front and a long tail. Never less than a moment before. Only plain
 * arithmetic, so that it is the same number on every machine.
 *
 * @param perHour what comes all the time
 * @param wave what each wave brings in all
 * @param period seconds from the start of one wave to the start of the next
 * @param phase seconds of the first wave that were over at the start
 * @param halfway the part of the period after which half of a wave, and a bit, has come
 * @param steepness of the front
 */
record Growth(long perHour, long wave, long period, long phase, double halfway, int steepness) {

    static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final int VIRAL_PERCENT = 40;

    /** Of the plays of a post. */
    static Growth ofVideo(String id) {
        StableRandom random = StableRandom.of("growth of a video", id);
        boolean viral = random.percent(VIRAL_PERCENT);
        return of(random, random.magnitude(0.5, 2.3), viral ? random.magnitude(4.5, 6.7) : random.magnitude(2, 4));
    }

    /** Of the followers of an account, whose handle is in lower case. */
    static Growth ofCreator(String handle) {
        StableRandom random = StableRandom.of("growth of a creator", handle);
        boolean viral = random.percent(VIRAL_PERCENT);
        return of(random, random.magnitude(0.5, 1.8), viral ? random.magnitude(3.5, 5.7) : random.magnitude(1.5, 3.5));
    }

    private static Growth of(StableRandom random, long perHour, long wave) {
        long period = random.between(
                Duration.ofDays(14).toSeconds(), Duration.ofDays(42).toSeconds());
        return new Growth(
                perHour,
                wave,
                period,
                random.between(0, period - 1),
                random.between(5, 20) / 100.0,
                random.between(2, 4));
    }

    /** Nothing before the start. */
    long gained(Instant now) {
        long seconds = Math.max(0, Duration.between(SINCE, now).toSeconds());
        return total(phase + seconds) - total(phase);
    }

    private long total(long seconds) {
        double wavesBefore = seconds / period;
        double ofThisWave = come((double) (seconds % period) / period) / come(1);
        return (long) (perHour * (seconds / 3600.0) + wave * (wavesBefore + ofThisWave));
    }

    /** The part of a wave without an end that has come; each step of this rises or falls throughout, rounded too. */
    private double come(double part) {
        double here = power(part);
        double half = power(halfway);
        return 1 - half / (half + here);
    }

    private double power(double base) {
        double product = base;
        for (int i = 1; i < steepness; i++) {
            product *= base;
        }
        return product;
    }
}
