package io.github.cameltiktok.chaos;

import java.time.Duration;
import java.util.Locale;

/**
 * A load on one provider. All durations are multiples of the response time. A longer response time, for a slow machine,
 * only lowers the lookups per second.
 *
 * @param provider name of the provider
 * @param limit documented maximum of concurrent calls
 * @param times pattern of the response time
 * @param load lookups as a multiple of the provider's capacity
 * @param responseTime usual response time
 */
record OverloadScenario(String provider, int limit, ResponseTimePattern times, double load, Duration responseTime) {

    private static final int RESPONSE_TIMES = 40;

    /** At twice the load, lookups that wait in an unlimited queue pass their deadline after a third of the load. */
    private static final int DEADLINES = 3;

    Duration duration() {
        return responseTime.multipliedBy(RESPONSE_TIMES);
    }

    Duration deadline() {
        return duration().dividedBy(DEADLINES);
    }

    /** Returns the number of lookups. */
    int lookups() {
        return (int) Math.round(load * times.capacity() * limit * RESPONSE_TIMES);
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
