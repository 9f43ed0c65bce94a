package io.github.cameltiktok.internal.watch;

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
 * A watched video or creator as it was when it was last told of.
 *
 * @param at when that was
 * @param visible whether it could be seen then
 * @param fields the watched fields by name; those that nothing was ever known of are not in it
 */
public record Snapshot(Instant at, boolean visible, Map<String, Object> fields) {

    /** Without other characters than ASCII, since repositories may write files in the platform's charset. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    public Snapshot {
        fields = Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    /** Returns it as text on one line. */
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

    /** Reads what {@link #text} has written; {@code null} if it is something else, such as a line that a crash has cut. */
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
