package io.github.cameltiktok.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * A load at one provider. All durations are multiples of the answer time, so that a longer answer time, for a slow
 * machine, only lowers the lookups per second.
 *
 * @param provider that is called
 * @param limit calls that the provider allows at the same time, as documented
 * @param times how its answer time changes
 * @param load lookups, as a multiple of what the provider can answer
 * @param answerTime the usual one
 */
record OverloadScenario(String provider, int limit, AnswerTimePattern times, double load, Duration answerTime) {

    private static final int ANSWER_TIMES = 40;

    /** At twice the load, lookups that wait in an unlimited queue pass their deadline after a third of the load. */
    private static final int DEADLINES = 3;

    Duration duration() {
        return answerTime.multipliedBy(ANSWER_TIMES);
    }

    Duration deadline() {
        return duration().dividedBy(DEADLINES);
    }

    /** Returns the number of lookups. */
    int lookups() {
        return (int) Math.round(load * times.capacity() * limit * ANSWER_TIMES);
    }

    /** Returns the planned start of a lookup, in nanoseconds from the start of the load. Lookups are evenly spaced. */
    long arrival(int lookup) {
        return duration().toNanos() * lookup / lookups();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%-10s %-15s %4.1fx", provider, times.title(), load);
    }
}
