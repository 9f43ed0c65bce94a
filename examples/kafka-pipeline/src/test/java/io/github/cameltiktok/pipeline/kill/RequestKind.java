package io.github.cameltiktok.pipeline.kill;

/**
 * A kind of request. The provider's final answer to a kind is always the same. So a request with both a video and a dead
 * letter, or with the wrong one, shows an error of the pipeline.
 */
enum RequestKind {
    GOOD(72, true),
    /** Videos that several requests have in common. */
    SHARED(12, true),
    /** Rejected once, and answered at the first retry. */
    RATE_LIMITED(6, true),
    NOT_FOUND(5, false),
    MALFORMED(5, false),
    /** Rejected each time, so that the last retry makes it a dead letter. {@link NumberedRequest} adds a few of them. */
    FAILING(0, false);

    private final int percent;
    private final boolean isVideo;

    RequestKind(int percent, boolean isVideo) {
        this.percent = percent;
        this.isVideo = isVideo;
    }

    int percent() {
        return percent;
    }

    /** Returns whether the outcome is a video; otherwise it is a dead letter. */
    boolean isVideo() {
        return isVideo;
    }
}
