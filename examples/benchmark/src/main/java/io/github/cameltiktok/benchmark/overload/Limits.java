package io.github.cameltiktok.benchmark.overload;

/**
 * The limits that each route keeps.
 *
 * @param permits calls at the same time
 * @param answerMillis usual answer time of the provider
 * @param deadlineMillis time that a lookup may take
 */
record Limits(int permits, int answerMillis, int deadlineMillis) {

    /** Returns how many lookups, waiting and in flight, are answered within the deadline, with a quarter of it to spare. */
    int inTime() {
        return deadlineMillis * 3 / 4 * permits / answerMillis;
    }
}
