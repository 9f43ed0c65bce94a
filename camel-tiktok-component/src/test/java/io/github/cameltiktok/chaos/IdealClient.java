package io.github.cameltiktok.chaos;

import java.util.List;
import java.util.PriorityQueue;

/**
 * The answers that a provider could have given: those of a client that knows each answer time in advance, loses no time
 * between calls, serves first come, first served, and sends no call whose answer would pass the deadline. Times are in
 * nanoseconds from the start of the load.
 */
final class IdealClient {

    private final OverloadScenario scenario;
    private final long lateness;

    /** @param lateness of the provider's answers after their planned answer times, as measured */
    IdealClient(OverloadScenario scenario, long lateness) {
        this.scenario = scenario;
        this.lateness = lateness;
    }

    /**
     * Returns the answers before the end; a call that is open at the end counts for the share of its answer time before the end.
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
        for (long arrival : arrivals) {
            long start = Math.max(arrival, permits.element());
            double progress = start / (double) scenario.duration().toNanos();
            long answered = start
                    + (long) (scenario.times().of(calls, progress)
                            * scenario.answerTime().toNanos())
                    + lateness;
            if (start < end && answered <= arrival + deadline) {
                permits.remove();
                permits.add(answered);
                answers += (Math.min(answered, end) - start) / (double) (answered - start);
                calls++;
            }
        }
        return answers;
    }
}
