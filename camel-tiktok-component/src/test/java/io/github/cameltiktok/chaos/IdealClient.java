package io.github.cameltiktok.chaos;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * A model of the best possible client, first come, first served. Between calls it loses only the time that its threads
 * need to wake up. It refuses a lookup that cannot start before its deadline at the response time of its arrival, and
 * sends no call whose response would be late. Times are in nanoseconds from the start of the load.
 */
final class IdealClient {

    /** Between a response and the next call: the threads of connection, route and server. */
    private static final int WAKE_UPS = 3;

    private final OverloadScenario scenario;
    private final long lateness;
    private final long turnaround;

    /**
     * @param lateness measured delay of responses after their planned time
     * @param wakeUp measured wake-up latency of a thread
     */
    IdealClient(OverloadScenario scenario, long lateness, long wakeUp) {
        this.scenario = scenario;
        this.lateness = lateness;
        this.turnaround = WAKE_UPS * wakeUp;
    }

    /**
     * Returns the number of responses before the end. A call that is open at the end counts as a share.
     *
     * @param arrivals of the lookups, in order
     */
    double answers(List<Long> arrivals, long end) {
        PriorityQueue<Long> permits = new PriorityQueue<>();
        for (int i = 0; i < scenario.limit(); i++) {
            permits.add(0L);
        }
        long deadline = scenario.deadline().toNanos();
        double answers = 0;
        long calls = 0;
        Queue<Long> waiting = new ArrayDeque<>();
        for (long arrival : arrivals) {
            while (!waiting.isEmpty() && waiting.element() <= arrival) {
                waiting.remove();
            }
            double expected = scenario.times().expected(progress(arrival))
                    * scenario.responseTime().toNanos();
            boolean isAdmitted = expected * (1 + (double) waiting.size() / scenario.limit()) <= deadline;
            long start = Math.max(arrival, permits.element());
            long answered = start
                    + (long) (scenario.times().of(calls, progress(start))
                            * scenario.responseTime().toNanos())
                    + lateness;
            if (isAdmitted && start < end && answered <= arrival + deadline) {
                permits.remove();
                permits.add(answered + turnaround);
                waiting.add(start);
                answers += (Math.min(answered, end) - start) / (double) (answered - start);
                calls++;
            }
        }
        return answers;
    }

    private double progress(long nanos) {
        return nanos / (double) scenario.duration().toNanos();
    }
}
