package io.github.cameltiktok.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last emitted state of a watched subject. Immutable and thread-safe.
 *
 * @param at time of the event
 * @param visible whether the subject was visible
 * @param fields watched fields by name, without fields that were never known
 */
public record Snapshot(Instant at, boolean visible, Map<String, Object> fields) {

    /** Writes ASCII only, since repositories may write files in the charset of the platform. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public Snapshot {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** Returns the snapshot as one line of text. */
    public String text() {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("at", at.toString());
        node.put("visible", visible);
        node.set("fields", MAPPER.valueToTree(fields));
        return written(node);
    }

    private static String written(ObjectNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values could not be written as JSON", e);
        }
    }

    /** Parses the result of {@link #text}; {@code null} for any other text, such as a line truncated by a crash. */
    public static @Nullable Snapshot parse(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (!node.path("fields").isObject() || !node.path("visible").isBoolean()) {
                return null;
            }
            Map<String, Object> fields = new TreeMap<>();
            node.path("fields")
                    .properties()
                    .forEach(field -> FieldValues.add(fields, field.getKey(), field.getValue()));
            return new Snapshot(
                    Instant.parse(node.path("at").asText()),
                    node.path("visible").asBoolean(),
                    fields);
        } catch (JsonProcessingException | DateTimeException e) {
            return null;
        }
    }
}
