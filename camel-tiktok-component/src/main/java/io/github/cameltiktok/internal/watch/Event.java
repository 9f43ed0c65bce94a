package io.github.cameltiktok.internal.watch;

/** What has happened to a watched video or creator. */
public enum Event {
    /** It is seen for the first time. */
    FIRST,
    /** A watched field has changed. */
    CHANGED,
    /** It is no longer visible: gone, private or blocked. */
    DISAPPEARED,
    /** It is visible again. */
    REAPPEARED
}
