package io.github.cameltiktok.watch;

/** The kinds of events. */
public enum Event {
    /** First time the subject is visible. */
    FIRST,
    /** A watched field has changed. */
    CHANGED,
    /** No longer visible: gone, private or blocked. */
    DISAPPEARED,
    /** Visible again. */
    REAPPEARED
}
