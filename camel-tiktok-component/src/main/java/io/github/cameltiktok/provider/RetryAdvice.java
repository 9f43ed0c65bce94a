package io.github.cameltiktok.provider;

/** Advice on whether and when to retry a failed call. */
public enum RetryAdvice {
    NEVER,
    /** Not before the next day, which begins at midnight UTC: a daily quota is exhausted. */
    NEXT_DAY,
    /** One retry. */
    ONCE,
    YES,
    /** Yes, after a longer delay. */
    WITH_LONGER_DELAY;

    /** Returns whether a retry within the lookup may succeed. */
    public boolean isWorthwhile() {
        return this != NEVER && this != NEXT_DAY;
    }
}
