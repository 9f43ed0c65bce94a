package io.github.cameltiktok.pipeline.kill;

/**
 * What is asked for. The provider's final answer to each kind is always the same, so that a request with both a video and
 * a dead letter, or with the wrong one of them, is a fault of the pipeline.
 */
enum Kind {
    GOOD(72, true),
    /** Videos that others ask for, too. */
    SHARED(12, true),
    /** Refused once, and answered at the first retry. */
    RATE_LIMITED(6, true),
    NOT_FOUND(5, false),
    MALFORMED(5, false),
    /** Refused each time, so that it becomes a dead letter with the last retry. They are few, as {@link Asked} says why. */
    FAILING(0, false);

    private final int percent;
    private final boolean isVideo;

    Kind(int percent, boolean isVideo) {
        this.percent = percent;
        this.isVideo = isVideo;
    }

    int percent() {
        return percent;
    }

    /** Tells whether it ends as a video; else it is a dead letter. */
    boolean isVideo() {
        return isVideo;
    }
}
