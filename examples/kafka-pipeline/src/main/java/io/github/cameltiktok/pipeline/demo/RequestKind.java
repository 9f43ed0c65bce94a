package io.github.cameltiktok.pipeline.demo;

import java.util.Locale;

/** A kind of request in the demonstration. */
enum RequestKind {
    GOOD("videos", 0.69),
    DUPLICATE("the same videos again", 0.15),
    NOT_FOUND("short links without a target", 0.05),
    MALFORMED("invalid requests", 0.07),
    RATE_LIMITED("rate limited at first", 0.04);

    private final String description;
    private final double share;

    RequestKind(String description, double share) {
        this.description = description;
        this.share = share;
    }

    String description() {
        return description;
    }

    /** Returns the share of all requests, 0 to 1. The shares add up to 1. */
    double share() {
        return share;
    }

    /** Returns whether the outcome is a video; otherwise it is a dead letter. */
    boolean leadsToVideo() {
        return this == GOOD || this == DUPLICATE || this == RATE_LIMITED;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
