package io.github.cameltiktok.benchmark.overload;

/**
 * The limits of each route.
 *
 * @param permits maximum number of simultaneous calls
 * @param answerMillis usual answer time of the provider in ms
 * @param deadlineMillis deadline of a lookup in ms
 */
record Limits(int permits, int answerMillis, int deadlineMillis) {

    /** Returns how many lookups, waiting or in flight, can be answered in three quarters of the deadline. */
    int inTime() {
        return deadlineMillis * 3 / 4 * permits / answerMillis;
    }
}
