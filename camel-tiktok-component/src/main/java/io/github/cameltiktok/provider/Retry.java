package io.github.cameltiktok.provider;

/** Whether the same call may succeed if it is made again. */
public enum Retry {
    NEVER,
    /** One more time. */
    ONCE,
    YES,
    /** Yes, after a longer wait. */
    SLOWLY
}
