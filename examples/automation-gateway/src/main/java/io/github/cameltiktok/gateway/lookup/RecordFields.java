package io.github.cameltiktok.gateway.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.watch.WatchedFields;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The fields of a record, as its JSON Schema describes them. Immutable and thread-safe. */
final class RecordFields {

    private static final Map<TikTokResource, RecordFields> BY_KIND = new EnumMap<>(TikTokResource.class);

    static {
        for (TikTokResource kind : TikTokResource.values()) {
            BY_KIND.put(kind, new RecordFields(kind));
        }
    }

    private final List<Field> fields = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    /**
     * A field.
     *
     * @param name name in the normalised JSON, such as {@code stats.plays}
     * @param type text, number, flag, time or list
     * @param watchable whether a watch can compare it
     */
    record Field(String name, String type, String description, boolean watchable) {}

    private RecordFields(TikTokResource kind) {
        JsonNode schema = schema(kind);
        String objects = schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> isWatchable(name, kind))
                .collect(Collectors.joining(","));
        collect(
                "",
                schema,
                schema,
                WatchedFields.parse(objects, kind.recordType()).names());
    }

    static RecordFields of(TikTokResource kind) {
        return Objects.requireNonNull(BY_KIND.get(kind));
    }

    /** Returns all fields in the order of the record; objects are represented by their fields. */
    List<Field> all() {
        return List.copyOf(fields);
    }

    /**
     * Parses a list of names; an object stands for all its fields.
     *
     * @throws ProblemException if the list is empty or names an unknown field
     */
    FieldSelection select(String list) {
        Set<String> selected = new TreeSet<>();
        for (String part : list.split(",", -1)) {
            String name = part.strip();
            if (!names.contains(name)) {
                throw ProblemException.invalid(
                        "fields",
                        "fields must be names out of "
                                + fields.stream().map(Field::name).collect(Collectors.joining(", "))
                                + ", or objects of them, but has '" + name + "'.");
            }
            selected.add(name);
        }
        return new FieldSelection(selected);
    }

    private static boolean isWatchable(String name, TikTokResource kind) {
        try {
            WatchedFields.parse(name, kind.recordType());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void collect(String prefix, JsonNode object, JsonNode schema, Set<String> watchable) {
        object.path("properties").properties().forEach(property -> {
            String name = prefix + property.getKey();
            JsonNode definition = property.getValue();
            String description = definition.path("description").asText();
            String reference = definition.path("$ref").asText();
            JsonNode type = reference.isEmpty() ? definition : schema.at(reference.substring(1));
            names.add(name);
            if (type.path("properties").isObject()) {
                collect(name + '.', type, schema, watchable);
            } else {
                fields.add(new Field(name, typeOf(type), description, watchable.contains(name)));
            }
        });
    }

    private static String typeOf(JsonNode definition) {
        return switch (definition.path("type").asText()) {
            case "integer", "number" -> "number";
            case "boolean" -> "flag";
            case "array" -> "list";
            default -> definition.path("format").asText().equals("date-time") ? "time" : "text";
        };
    }

    private static JsonNode schema(TikTokResource kind) {
        String name = "tiktok-" + kind.uriName() + ".schema.json";
        try (InputStream schema = TikTokRecord.class.getResourceAsStream(name)) {
            if (schema == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new ObjectMapper().readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
