package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.ProviderCall;
import io.github.cameltiktok.sandbox.ReceivedWebhook;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints the progress and results of a run as plain text for terminals and files. */
final class Report {

    private static final List<String> VIDEO_HEADING =
            List.of("VIDEO", "handle", "caption", "plays", "likes", "comments", "published");
    private static final List<String> USER_HEADING =
            List.of("CREATOR", "handle", "bio", "followers", "likes", "videos", "joined");

    private static final int PROVIDER_WIDTH = 10;
    private static final int HANDLE_WIDTH = 13;
    private static final int TEXT_WIDTH = 28;
    private static final int COUNTER_WIDTH = 9;
    private static final int PATH_WIDTH = 15;
    private static final int SOURCE_WIDTH = 15;
    private static final int CONTENT_TYPE_WIDTH = 18;
    private static final String GAP = "  ";

    private final PrintStream out;
    private @Nullable TikTokResource section;

    Report(PrintStream out) {
        this.out = out;
    }

    void sandbox(int port) {
        out.println("The sandbox runs on http://127.0.0.1:" + port
                + " and emulates API Direct, Dumpling AI and Peekalink.");
        out.println("No key, no network, no cost. Answers are samples from the providers' pages or fake data.");
    }

    void realProviders(List<Settings.Account> accounts) {
        String names = accounts.stream().map(Settings.Account::toString).collect(Collectors.joining(", "));
        out.println("Calling with your API key: " + names + ". Every successful call is billed.");
        out.println("The webhook is part of the sandbox, so the results stay on this machine.");
    }

    void found(Lookup lookup, TikTokRecord found) {
        heading(lookup.resource());
        ResultRow row = ResultRow.of(found);
        row(
                lookup.provider().option(),
                row.handle() == null ? null : '@' + row.handle(),
                row.text(),
                row.counters(),
                day(row.date()));
    }

    void failed(Lookup lookup, Exception failure) {
        heading(lookup.resource());
        // Messages of failed lookups are complete; other failures need their type.
        String reason = failure instanceof TikTokException
                ? failure.getMessage()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        out.println(Cell.left(lookup.provider().option(), PROVIDER_WIDTH) + GAP + "FAILED: " + reason);
    }

    void inFull(TikTokRecord found) {
        out.println();
        out.println("The first result in full. The format is the same for every provider:");
        out.println();
        out.println(TikTokJson.tree(found).toPrettyString());
    }

    void webhooks(List<ReceivedWebhook> received) {
        out.println();
        delivery("WEBHOOK", "path", "requestSource", "content type", "bytes");
        for (ReceivedWebhook webhook : received) {
            Delivery delivery = Delivery.of(webhook);
            // The sandbox's webhook accepts POST only.
            delivery(
                    "POST",
                    delivery.path(),
                    delivery.requestSource(),
                    delivery.contentType(),
                    Integer.toString(delivery.bytes()));
        }
    }

    /** Prints a call with the request source; only Dumpling AI receives it. */
    void requestSource(List<ProviderCall> calls) {
        calls.stream()
                .filter(call -> call.provider().equals(DataProvider.DUMPLINGAI.option()))
                .findFirst()
                .ifPresent(call -> {
                    out.println();
                    out.println("Dumpling AI also receives the requestSource. This was the call:");
                    out.println(call.method() + ' ' + call.path() + GAP + call.body());
                });
    }

    void incomplete(int failed, int total) {
        out.println();
        out.println(failed + " of " + total + " failed; see above.");
    }

    void nextSteps() {
        out.println();
        out.println("Next: docs/start/first-lookup.md shows how to use the connector in your own route,");
        out.println("      examples/quickstart/src/main/resources/routes.camel.yaml has the routes of this run,");
        out.println("      examples/sandbox/README.md describes the sandbox, including the failures it can return.");
    }

    private void heading(TikTokResource resource) {
        if (resource != section) {
            section = resource;
            out.println();
            List<String> names = resource == TikTokResource.VIDEO ? VIDEO_HEADING : USER_HEADING;
            row(names.get(0), names.get(1), names.get(2), names.subList(3, 6), names.get(6));
        }
    }

    private void row(
            String provider, @Nullable String handle, @Nullable String text, List<String> counters, String date) {
        StringBuilder row = new StringBuilder(Cell.left(provider, PROVIDER_WIDTH))
                .append(GAP)
                .append(Cell.left(handle, HANDLE_WIDTH))
                .append(GAP)
                .append(Cell.left(text, TEXT_WIDTH));
        for (String counter : counters) {
            row.append(GAP).append(Cell.right(counter, COUNTER_WIDTH));
        }
        out.println(row.append(GAP).append(date));
    }

    private void delivery(
            String method,
            @Nullable String path,
            @Nullable String requestSource,
            @Nullable String contentType,
            String bytes) {
        out.println(Cell.left(method, PROVIDER_WIDTH)
                + GAP
                + Cell.left(path, PATH_WIDTH)
                + GAP
                + Cell.left(requestSource, SOURCE_WIDTH)
                + GAP
                + Cell.left(contentType, CONTENT_TYPE_WIDTH)
                + GAP
                + Cell.right(bytes, COUNTER_WIDTH));
    }

    private static String day(@Nullable Instant instant) {
        return instant == null
                ? "-"
                : instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
