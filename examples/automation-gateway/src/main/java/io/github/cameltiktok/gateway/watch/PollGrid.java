package io.github.cameltiktok.gateway.watch;

import java.time.Duration;
import java.time.Instant;

/**
 * When polls are due: at whole multiples of a cadence after the subject's anchor. Watches of one subject thus share polls,
 * whenever they were created, and a late poll does not delay the later ones.
 */
final class PollGrid {

    private static final int TENTH = 10;

    private PollGrid() {}

    /** Returns the first time of the grid that is at least half a cadence after a poll. */
    static Instant next(Instant anchor, Duration every, Instant polledAt) {
        long step = every.toMillis();
        long since = polledAt.toEpochMilli() - anchor.toEpochMilli() + step / 2;
        return anchor.plusMillis((Math.floorDiv(since, step) + 1) * step);
    }

    /** Returns whether a poll serves a watch: it may be early by a tenth of the cadence. */
    static boolean isDue(Instant due, Duration every, Instant now) {
        return !due.minus(every.dividedBy(TENTH)).isAfter(now);
    }

    /**
     * Returns the delay of a subject's polls, up to a tenth of the cadence. It spreads the polls of subjects that were
     * created together. It is the same for each poll of a subject, so the time between two polls stays the cadence.
     */
    static Duration delay(String subjectId, Duration every) {
        return every.dividedBy(TENTH)
                .multipliedBy(Math.floorMod(subjectId.hashCode(), 100))
                .dividedBy(100);
    }
}
