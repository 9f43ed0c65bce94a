package io.github.cameltiktok.benchmark.overload;

import org.apache.camel.builder.RouteBuilder;

/** The compared routes. Each takes a video id as body and returns a record or a tree of that video. */
enum Contender {
    TIKTOK("camel-tiktok", "`direct:` to `tiktok:video`, `maxConcurrentRequests=3`, `deadline=%d`") {
        @Override
        RouteBuilder route(String server, Limits limits) {
            return new TikTokRoute(server, limits);
        }
    },

    /** No lookup waits for a permit. */
    THROTTLE("camel-http throttle", "`throttle(3)` for concurrent requests, which rejects, then `http:`") {
        @Override
        RouteBuilder route(String server, Limits limits) {
            return new ThrottleRoute(server, limits, false);
        }
    },

    /** The length of the queue is calculated by hand from the usual answer time. */
    THROTTLE_WITH_QUEUE(
            "camel-http throttle with queue",
            "`throttle(%2$d)`, which rejects, around a `throttle(3)`, which waits; `validate` that the deadline has not passed, then `http:`") {
        @Override
        RouteBuilder route(String server, Limits limits) {
            return new ThrottleRoute(server, limits, true);
        }
    };

    private final String title;
    private final String description;

    Contender(String title, String description) {
        this.title = title;
        this.description = description;
    }

    String title() {
        return title;
    }

    /** Returns a description in Markdown. */
    String description(Limits limits) {
        return String.format(description, limits.deadlineMillis(), limits.inTime());
    }

    abstract RouteBuilder route(String server, Limits limits);
}
