package io.github.cameltiktok;

/** What the first sight of a watched video or creator comes to. */
public enum FirstPoll {
    /** It goes into the route. */
    EMIT,
    /** It is what later ones are compared with, and nothing more. */
    MARK
}
