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

/** What a run prints, piece by piece as it happens. Plain text: it reads the same in a terminal and in a file. */
final class Report {

    private static final List<String> VIDEO_HEADING =
            List.of("VIDEO", "who", "caption", "plays", "likes", "comments", "published");
    private static final List<String> USER_HEADING =
            List.of("CREATOR", "who", "bio", "followers", "likes", "videos", "joined");

    private static final int PROVIDER_WIDTH = 10;
    private static final int WHO_WIDTH = 13;
    private static final int WHAT_WIDTH = 28;
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
        out.println(
                "The sandbox runs on http://127.0.0.1:" + port + ": API Direct, Dumpling AI and Peekalink, emulated.");
        out.println("No key, no network, no cost. The answers are those that the providers' pages show, or made up.");
    }

    void realProviders(List<Settings.Account> accounts) {
        String names = accounts.stream().map(Settings.Account::toString).collect(Collectors.joining(", "));
        out.println("Asking with your key: " + names + ". Each answer is billed.");
        out.println("The webhook is still the sandbox's, so the results stay on this machine.");
    }

    void found(Question question, TikTokRecord found) {
        heading(question.resource());
        Line line = Line.of(found);
        row(
                question.provider().option(),
                line.who() == null ? null : '@' + line.who(),
                line.what(),
                line.counters(),
                day(line.since()));
    }

    void failed(Question question, Exception failure) {
        heading(question.resource());
        // What a route sees of a failed lookup is written to be read; other failures need their type to be understood.
        String reason = failure instanceof TikTokException
                ? failure.getMessage()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        out.println(Cell.left(question.provider().option(), PROVIDER_WIDTH) + GAP + "FAILED: " + reason);
    }

    void inFull(TikTokRecord found) {
        out.println();
        out.println("The first result in full. The shape is the same whichever provider answers:");
        out.println();
        out.println(TikTokJson.tree(found).toPrettyString());
    }

    void webhooks(List<ReceivedWebhook> received) {
        out.println();
        delivery("WEBHOOK", "path", "requestSource", "content type", "bytes");
        for (ReceivedWebhook webhook : received) {
            Delivery delivery = Delivery.of(webhook);
            // The sandbox's webhook takes nothing but POST.
            delivery(
                    "POST",
                    delivery.path(),
                    delivery.requestSource(),
                    delivery.contentType(),
                    Integer.toString(delivery.bytes()));
        }
    }

    /** Shows a call that carries the request source to the provider itself; Dumpling AI is the one that takes it. */
    void tagged(List<ProviderCall> calls) {
        calls.stream()
                .filter(call -> call.provider().equals(DataProvider.DUMPLINGAI.option()))
                .findFirst()
                .ifPresent(call -> {
                    out.println();
                    out.println("Dumpling AI takes the requestSource, too. This is the request it received:");
                    out.println(call.method() + ' ' + call.path() + GAP + call.body());
                });
    }

    void incomplete(int failed, int asked) {
        out.println();
        out.println(failed + " of " + asked + " failed, see above.");
    }

    void nextSteps() {
        out.println();
        out.println("Next: docs/getting-started.md puts the connector into a route of yours,");
        out.println("      examples/quickstart/src/main/resources/routes.camel.yaml is all that ran here,");
        out.println("      examples/sandbox/README.md shows what else the sandbox can do, failures included.");
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
            String provider, @Nullable String who, @Nullable String what, List<String> counters, String since) {
        StringBuilder row = new StringBuilder(Cell.left(provider, PROVIDER_WIDTH))
                .append(GAP)
                .append(Cell.left(who, WHO_WIDTH))
                .append(GAP)
                .append(Cell.left(what, WHAT_WIDTH));
        for (String counter : counters) {
            row.append(GAP).append(Cell.right(counter, COUNTER_WIDTH));
        }
        out.println(row.append(GAP).append(since));
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
