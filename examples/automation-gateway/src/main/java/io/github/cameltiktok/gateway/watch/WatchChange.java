package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.model.TikTokResource;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code changeWatch}. Immutable.
 *
 * @param callbackUrl new callback; {@code null} to keep the old one
 * @param rotatesSecret whether the secret of the callback is replaced
 */
record WatchChange(WatchBody body, @Nullable String callbackUrl, boolean rotatesSecret) {

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("every", "watch", "minGrowth", "events", "label", "callbackUrl", "rotateSecret"));
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_EVERY = 64;

    /** @throws ProblemException if the body has another field */
    static WatchChange parse(JsonNode json) {
        WatchBody body = new WatchBody(json, NAMES);
        WatchChange change = new WatchChange(body, body.text("callbackUrl", LONGEST_URL), body.flag("rotateSecret"));
        if (change.callbackUrl != null && change.rotatesSecret) {
            throw WatchBody.invalid(
                    "rotateSecret", "must be absent with a new callbackUrl, which has a new secret", "true");
        }
        return change;
    }

    /**
     * Returns the settings with the fields of the body. An empty text of {@code watch}, {@code minGrowth} or
     * {@code label} restores its default.
     *
     * @throws ProblemException for the first wrong field
     */
    WatchSettings applyTo(WatchSettings old, TikTokResource kind) {
        String every = body.text("every", LONGEST_EVERY);
        Set<String> events = body.names("events", WatchSettings.EVENTS);
        String watch = body.text("watch", WatchSettings.LONGEST_FIELDS);
        String growth = body.text("minGrowth", WatchSettings.LONGEST_MIN_GROWTH);
        String label = body.text("label", WatchSettings.LONGEST_LABEL);
        String fields = body.has("watch") ? WatchSettings.fields(watch, kind) : old.fields();
        String oldGrowth = old.minGrowth().isEmpty() ? null : old.minGrowth();
        return new WatchSettings(
                every == null ? old.every() : WatchSettings.every(every),
                fields,
                WatchSettings.minGrowth(body.has("minGrowth") ? growth : oldGrowth, fields),
                events == null ? old.events() : events,
                body.has("label") ? Objects.requireNonNullElse(label, "") : old.label());
    }
}
