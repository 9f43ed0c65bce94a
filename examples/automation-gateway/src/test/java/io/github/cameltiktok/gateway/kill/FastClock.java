package io.github.cameltiktok.gateway.kill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that runs faster, the same in each process that has the same start. Immutable. */
final class FastClock extends Clock {

    private final Instant start;
    private final int speed;

    /** @param speed seconds per second */
    FastClock(Instant start, int speed) {
        this.start = start;
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return start.plus(Duration.between(start, Instant.now()).multipliedBy(speed));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
