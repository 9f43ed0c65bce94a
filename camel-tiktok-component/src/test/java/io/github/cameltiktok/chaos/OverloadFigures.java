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
 * @param undelivered calls whose connection was closed before their response
 * @param goodput responses during the load, as a share of those of an {@link IdealClient}
 * @param mostOpen maximum of concurrent calls at the provider, aborted ones included until their response time is over
 * @param wakeUp wake-up latency of a thread
 * @param served50 median latency of served lookups
 * @param served99 99th percentile of the latency of served lookups
 * @param longest maximum latency of all lookups
 * @param failures number of other failures by class, including refusals without retryAfter
 * @param openCircuits at the end of the load
 * @param notEndedOnce lookups whose exchange has not ended exactly once
 * @param recovered successful lookups with one call each, of {@code limit} lookups sent one deadline after the load
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

    /** Returns the share of calls without a lookup that used the response. */
    double wastedCalls() {
        return calls == 0 ? 0 : (calls - served) / (double) calls;
    }

    /** Returns a table row. */
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
