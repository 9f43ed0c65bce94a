package io.github.cameltiktok.sandbox;

import java.time.Duration;
import java.time.Instant;

/**
 * The growth of a post's or creator's counter in growth mode since the start of 2026. It never decreases.
 *
 * <p>The counter grows slowly all the time. In addition, it grows in waves every two to six weeks, each with a steep front
 * and a long tail. Plain arithmetic gives the same number on every machine.
 *
 * @param perHour constant growth per hour
 * @param wave total growth of each wave
 * @param period seconds from the start of one wave to the start of the next
 * @param phase seconds of the first wave that had passed at the start
 * @param halfway fraction of the period after which slightly more than half of a wave has passed
 * @param steepness exponent of a wave's front
 */
record Growth(long perHour, long wave, long period, long phase, double halfway, int steepness) {

    static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

    private static final int VIRAL_PERCENT = 40;

    /** Returns the growth of a post's plays. */
    static Growth ofVideo(String id) {
        StableRandom random = StableRandom.of("growth of a video", id);
        boolean viral = random.percent(VIRAL_PERCENT);
        return of(random, random.magnitude(0.5, 2.3), viral ? random.magnitude(4.5, 6.7) : random.magnitude(2, 4));
    }

    /** Returns the growth of a creator's followers; the handle is in lower case. */
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

    /** Returns the growth until this time; 0 before the start. */
    long gained(Instant now) {
        long seconds = Math.max(0, Duration.between(SINCE, now).toSeconds());
        return total(phase + seconds) - total(phase);
    }

    private long total(long seconds) {
        double wavesBefore = seconds / period;
        double ofThisWave = progress((double) (seconds % period) / period) / progress(1);
        return (long) (perHour * (seconds / 3600.0) + wave * (wavesBefore + ofThisWave));
    }

    /** Returns the fraction of an endless wave that has passed; each step is monotonic, even after rounding. */
    private double progress(double part) {
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
