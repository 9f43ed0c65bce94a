package io.github.cameltiktok.recipes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that keeps its time until it is set. */
final class SteppingClock extends Clock {

    private final AtomicReference<Instant> now;

    SteppingClock(String start) {
        now = new AtomicReference<>(Instant.parse(start));
    }

    void set(String time) {
        now.set(Instant.parse(time));
    }

    void advance(Duration duration) {
        now.updateAndGet(time -> time.plus(duration));
    }

    @Override
    public Instant instant() {
        return now.get();
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
