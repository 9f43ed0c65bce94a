package io.github.cameltiktok.chaos;

import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * The answers that a provider could have given: those of a client that loses no more time between calls than its threads
 * take to wake up and serves first come, first served. It refuses a lookup whose turn cannot come before its deadline as
 * long as answers take the time that they take at its arrival, and it sends no call whose answer would be late. Times
 * are in nanoseconds from the start of the load.
 */
final class IdealClient {

    /** Between an answer and the next call: the threads of the client's connection, its route and the server. */
    private static final int WAKE_UPS = 3;

    private final OverloadScenario scenario;
    private final long lateness;
    private final long turnaround;

    /**
     * @param lateness of the provider's answers after their planned answer times, as measured
     * @param wakeUp of a thread, as measured at the same time
     */
    IdealClient(OverloadScenario scenario, long lateness, long wakeUp) {
        this.scenario = scenario;
        this.lateness = lateness;
        this.turnaround = WAKE_UPS * wakeUp;
    }

    /**
     * Returns the answers before the end; a call that is open at the end counts for the share of its answer time before
     * the end.
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
                    * scenario.answerTime().toNanos();
            boolean isAdmitted = expected * (1 + (double) waiting.size() / scenario.limit()) <= deadline;
            long start = Math.max(arrival, permits.element());
            long answered = start
                    + (long) (scenario.times().of(calls, progress(start))
                            * scenario.answerTime().toNanos())
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
