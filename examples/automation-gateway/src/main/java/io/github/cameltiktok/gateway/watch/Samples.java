package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import io.github.cameltiktok.gateway.event.EventBody;
import io.github.cameltiktok.gateway.event.EventDraft;
import io.github.cameltiktok.gateway.event.FieldChange;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.model.TikTokResource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Events that look like real ones and are marked as samples. Thread-safe. */
final class Samples {

    private static final JsonNode VIDEO = read("video.json");
    private static final JsonNode USER = read("user.json");

    /** The sample pretends that the counter has grown by a quarter in six hours. */
    private static final int GROWTH_PARTS = 5;

    private static final BigDecimal HOURS = BigDecimal.valueOf(6);

    private Samples() {}

    /** Returns a built-in event in the name of a watch. */
    static NewEvent ofWatch(WatchRow watch, Instant now) {
        JsonNode record = builtIn(watch.kind());
        EventDraft draft = new EventDraft(
                Ids.next("evt_"),
                watch.kind(),
                "changed",
                now,
                0,
                watch.id(),
                watch.settings().label(),
                watch.requestSource(),
                true,
                changes(watch.kind(), record),
                watch.url(),
                record);
        return new NewEvent(draft.id(), watch.caller(), watch.id(), draft.type(), now, EventBody.of(draft));
    }

    /** Returns the body of a built-in event. */
    static String body(TikTokResource kind, String requestSource, Instant now) {
        JsonNode record = builtIn(kind);
        return body(kind, record.path("url").asText(), record, requestSource, now);
    }

    /**
     * Returns the body of an event with a record.
     *
     * @param url canonical link of the subject
     */
    static String body(TikTokResource kind, String url, JsonNode record, String requestSource, Instant now) {
        return EventBody.of(new EventDraft(
                Ids.next("evt_"),
                kind,
                "changed",
                now,
                0,
                "wat_sample",
                "Sample",
                requestSource,
                true,
                changes(kind, record),
                url,
                record));
    }

    private static JsonNode builtIn(TikTokResource kind) {
        return kind == TikTokResource.VIDEO ? VIDEO : USER;
    }

    private static List<FieldChange> changes(TikTokResource kind, JsonNode record) {
        String counter = kind == TikTokResource.VIDEO ? "plays" : "followers";
        JsonNode after = record.path("stats").path(counter);
        if (!after.isIntegralNumber()) {
            return List.of();
        }
        long delta = after.longValue() / GROWTH_PARTS;
        return List.of(new FieldChange(
                "stats." + counter,
                LongNode.valueOf(after.longValue() - delta),
                after,
                BigDecimal.valueOf(delta),
                BigDecimal.valueOf(delta).divide(HOURS, 2, RoundingMode.HALF_UP)));
    }

    private static JsonNode read(String name) {
        try (InputStream file = Objects.requireNonNull(Samples.class.getResourceAsStream("/samples/" + name), name)) {
            return new JsonMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The sample " + name + " cannot be read", e);
        }
    }
}
