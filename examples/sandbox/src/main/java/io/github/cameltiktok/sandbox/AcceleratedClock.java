package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that starts at a base clock's time and runs faster. Immutable. */
final class AcceleratedClock extends Clock {

    private final Clock base;
    private final Instant start;
    private final int speed;

    /** @param speed seconds per second of the base clock */
    AcceleratedClock(Clock base, int speed) {
        this(base, base.instant(), speed);
    }

    private AcceleratedClock(Clock base, Instant start, int speed) {
        this.base = base;
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.between(start, base.instant()).multipliedBy(speed));
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new AcceleratedClock(base.withZone(zone), start, speed);
    }
}
