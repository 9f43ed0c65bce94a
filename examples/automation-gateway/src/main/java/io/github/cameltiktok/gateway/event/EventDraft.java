package io.github.cameltiktok.gateway.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.watch.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an event of a watch. Immutable.
 *
 * @param id opaque id
 * @param kind of the subject
 * @param name {@code first}, {@code changed}, {@code disappeared} or {@code reappeared}
 * @param timestamp time of the lookup
 * @param sequence number of the event in its watch, from 1; 0 for a sample
 * @param watchId {@code null} for a sample without a watch
 * @param label of the watch; empty if it has none
 * @param requestSource platform that created the watch; empty if unknown
 * @param isSample whether the event is an example
 * @param changes changed fields, most important first
 * @param url canonical link of the subject
 * @param record normalised record; {@code null} if the subject is not visible
 */
public record EventDraft(
        String id,
        TikTokResource kind,
        String name,
        Instant timestamp,
        long sequence,
        @Nullable String watchId,
        String label,
        String requestSource,
        boolean isSample,
        List<FieldChange> changes,
        String url,
        @Nullable JsonNode record) {

    /** Counters that people look at first. */
    private static final List<String> FIRST_FIELDS = List.of("stats.plays", "stats.followers", "stats.likes");

    public EventDraft {
        changes = List.copyOf(changes);
    }

    /** Returns the type of the event, such as {@code video.changed}. */
    public String type() {
        return kind.uriName() + '.' + name;
    }

    /** Returns the changed fields of a change, most important first. */
    public static List<FieldChange> changes(Change change, JsonNode record) {
        List<FieldChange> changes = new ArrayList<>();
        for (String field : change.fields()) {
            JsonNode after = record.at("/" + field.replace('.', '/'));
            changes.add(fieldChange(field, change.previous().get(field), after, change.growthPerHour()));
        }
        changes.sort(Comparator.comparingInt(EventDraft::rank).thenComparing(FieldChange::field));
        return changes;
    }

    private static FieldChange fieldChange(
            String field, @Nullable Object before, JsonNode after, Map<String, BigDecimal> growth) {
        JsonNode previous = before == null ? null : EventBody.JSON.valueToTree(before);
        BigDecimal delta = previous != null && previous.isNumber() && after.isNumber()
                ? after.decimalValue().subtract(previous.decimalValue())
                : null;
        return new FieldChange(field, previous, after, delta, growth.get(field));
    }

    private static int rank(FieldChange change) {
        int first = FIRST_FIELDS.indexOf(change.field());
        return first >= 0 ? first : change.field().startsWith("stats.") ? FIRST_FIELDS.size() : FIRST_FIELDS.size() + 1;
    }
}
