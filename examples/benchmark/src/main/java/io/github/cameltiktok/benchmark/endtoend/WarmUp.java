package io.github.cameltiktok.benchmark.endtoend;

import java.time.Duration;

/**
 * When a process is measured: after a time and a number of lookups, because the compiler counts calls. On a machine that
 * does other things, or with one in flight, the number takes longer than the time.
 *
 * @param atLeast time
 * @param lookups that many at least
 */
public record WarmUp(Duration atLeast, int lookups) {

    /** Who has not made them by then is measured as cold as it is. */
    private static final int PATIENCE = 6;

    boolean isOver(Duration passed, long made) {
        return passed.compareTo(atLeast) >= 0
                && (made >= lookups || passed.compareTo(atLeast.multipliedBy(PATIENCE)) >= 0);
    }
}
