package io.github.cameltiktok;

/** What of the polls of a watched video or creator goes into the route. */
public enum Emit {
    /** Only what has changed. */
    CHANGES,
    /** Every poll. */
    ALL
}
