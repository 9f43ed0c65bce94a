package io.github.cameltiktok.pipeline.demo;

import java.util.Locale;

/** What the demonstration asks for. */
enum RequestKind {
    GOOD("videos", 0.69),
    DUPLICATE("the same videos again", 0.15),
    NOT_FOUND("short links that lead nowhere", 0.05),
    MALFORMED("no requests at all", 0.07),
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

    /** Of all requests, 0 to 1; all together are 1. */
    double share() {
        return share;
    }

    /** Tells whether there is a video to be found in the end. */
    boolean leadsToVideo() {
        return this == GOOD || this == DUPLICATE || this == RATE_LIMITED;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
