package io.github.cameltiktok.pipeline.demo;

import io.github.cameltiktok.pipeline.kafka.Topics;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;

/** The summary that the demonstration prints at its end. */
final class Summary {

    private static final String ROW = "%-13s %-30s %8s %8s %13s %8s%n";

    private final MixedRequests requests;
    private final OutcomeCounts outcomes;
    private final Topics topics;

    Summary(MixedRequests requests, OutcomeCounts outcomes, Topics topics) {
        this.requests = requests;
        this.outcomes = outcomes;
        this.topics = topics;
    }

    /** Returns whether every request has exactly the outcome of its kind. */
    boolean isGood() {
        for (RequestKind kind : RequestKind.values()) {
            int expected = requests.count(kind);
            if (outcomes.records(topics.videos(), kind) != (kind.leadsToVideo() ? expected : 0)
                    || outcomes.records(topics.deadLetters(), kind) != (kind.leadsToVideo() ? 0 : expected)) {
                return false;
            }
        }
        return outcomes.ended() == requests.count();
    }

    void print(PrintWriter out, Sandbox sandbox, Duration took) {
        out.println();
        out.printf(ROW, "REQUESTS", "", "sent", "videos", "dead letters", "retries");
        int videos = 0;
        int deadLetters = 0;
        int retries = 0;
        for (RequestKind kind : RequestKind.values()) {
            int kindVideos = outcomes.records(topics.videos(), kind);
            int kindDeadLetters = outcomes.records(topics.deadLetters(), kind);
            int kindRetries = outcomes.records(topics.retries(), kind);
            out.printf(
                    ROW,
                    kind.title(),
                    kind.description(),
                    requests.count(kind),
                    kindVideos,
                    kindDeadLetters,
                    kindRetries);
            videos += kindVideos;
            deadLetters += kindDeadLetters;
            retries += kindRetries;
        }
        out.printf(ROW, "all", "", requests.count(), videos, deadLetters, retries);
        out.println();
        out.println("DEAD LETTERS");
        outcomes.reasons().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(reason -> out.printf("%-44s %8d%n", reason.getKey(), reason.getValue()));
        out.println();
        double seconds = took.toMillis() / 1000.0;
        out.printf("%d requests in %.1f s, %.0f per second.%n", outcomes.ended(), seconds, outcomes.ended() / seconds);
        out.printf(
                "%d calls to the provider, %d of them billed, at most %d at a time.%n",
                sandbox.calls(Demo.PROVIDER),
                sandbox.billedCalls(Demo.PROVIDER),
                sandbox.maxConcurrentSeen(Demo.PROVIDER, "video"));
        if (!isGood()) {
            out.println("Some requests have no outcome, or not the expected one: see the table.");
        }
    }
}
