package io.github.cameltiktok.provider;

/** Whether the same call may succeed if it is made again. */
public enum RetryAdvice {
    NEVER,
    /** Not before the next day, which begins at midnight UTC: a daily quota is used up. */
    NEXT_DAY,
    /** One more time. */
    ONCE,
    YES,
    /** Yes, after a longer wait. */
    WITH_LONGER_DELAY;

    /** Returns whether the same call may succeed soon. */
    public boolean isWorthwhile() {
        return this != NEVER && this != NEXT_DAY;
    }
}
