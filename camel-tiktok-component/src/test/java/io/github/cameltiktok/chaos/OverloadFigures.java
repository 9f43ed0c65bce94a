package io.github.cameltiktok.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of one run.
 *
 * @param scenario of the run
 * @param lookups sent
 * @param served lookups with a result
 * @param refused lookups that failed as rate limited without a call
 * @param refusedAtOnce those of them that failed within a tenth of the deadline
 * @param calls that the provider received
 * @param undelivered calls whose connection was closed when their answer was due
 * @param goodput answers during the load, as a share of what an {@link IdealClient} would have got
 * @param mostOpen calls at the same time at the provider, aborted ones included until their answer time is over
 * @param wakeUp time that a thread took to wake up
 * @param served50 latency of those served, median
 * @param served99 latency of those served, 99th percentile
 * @param longest latency of any lookup
 * @param failures failures other than such refusals, by class and number; a refusal without a retryAfter is one
 * @param openCircuits at the end of the load
 * @param notEndedOnce lookups whose exchange has not ended exactly once
 * @param recovered lookups with a result from one call each, of as many as the limit, sent one deadline after the load
 */
record OverloadFigures(
        OverloadScenario scenario,
        int lookups,
        int served,
        int refused,
        int refusedAtOnce,
        long calls,
        long undelivered,
        double goodput,
        int mostOpen,
        Duration wakeUp,
        Duration served50,
        Duration served99,
        Duration longest,
        Map<String, Integer> failures,
        List<String> openCircuits,
        int notEndedOnce,
        int recovered) {

    static final String HEAD = String.format(
            "overload: %-32s %8s %8s %8s %8s %8s %8s %8s %8s %10s %8s %9s %9s %9s %9s",
            "",
            "lookups",
            "calls",
            "served",
            "refused",
            "at once",
            "goodput",
            "wasted",
            "closed",
            "most open",
            "wake ms",
            "p50 ms",
            "p99 ms",
            "max ms",
            "recovered");

    /** Returns the share of the calls whose answer no lookup got. */
    double wastedCalls() {
        return calls == 0 ? 0 : (calls - served) / (double) calls;
    }

    /** Returns the line of a table. */
    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "overload: %-32s %8d %8d %8d %8d %8d %8.3f %6.1f %% %8d %10s %8.1f %9d %9d %9d %9s",
                        scenario,
                        lookups,
                        calls,
                        served,
                        refused,
                        refusedAtOnce,
                        goodput,
                        100 * wastedCalls(),
                        undelivered,
                        mostOpen + "/" + scenario.limit(),
                        wakeUp.toNanos() / 1e6,
                        served50.toMillis(),
                        served99.toMillis(),
                        longest.toMillis(),
                        recovered + "/" + scenario.limit())
                + (failures.isEmpty() ? "" : " " + failures)
                + (openCircuits.isEmpty() ? "" : " circuit open");
    }
}
