package io.github.cameltiktok.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.util.Map;

/**
 * Writes records as JSON. Names are those of the records, unknown values are omitted, lists are always present, times are
 * ISO 8601 in UTC. The JSON Schemas in this package define the format. Thread-safe.
 */
public final class TikTokJson {

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // Without this, 60 becomes 6E+1 in a tree.
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ObjectMapper BYTES_MAPPER = MAPPER.rebuild()
            .addModule(new SimpleModule().addSerializer(String.class, new Utf8TextSerializer()))
            .build();

    private TikTokJson() {}

    /** Returns the record as compact JSON text. */
    public static String text(TikTokRecord value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw unwritable(e);
        }
    }

    /**
     * Returns a map as compact JSON text. For a map from {@link #map}, this is the text of its record.
     *
     * @throws IllegalArgumentException if the map contains anything but plain values, lists and maps
     */
    public static String text(Map<?, ?> map) {
        try {
            return MAPPER.writeValueAsString(map);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the map cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Returns {@link #text(TikTokRecord)} in UTF-8, with a question mark in place of an unpaired surrogate. */
    public static byte[] bytes(TikTokRecord value) {
        try {
            return BYTES_MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw unwritable(e);
        }
    }

    /** Returns the record as a new JSON tree. */
    public static JsonNode tree(TikTokRecord value) {
        return MAPPER.valueToTree(value);
    }

    /** Returns the record as a new map from JSON names to text, numbers, booleans, lists and maps. */
    public static Map<String, Object> map(TikTokRecord value) {
        return MAPPER.convertValue(value, MAP);
    }

    private static IllegalStateException unwritable(JsonProcessingException cause) {
        return new IllegalStateException("a record of plain values could not be written as JSON", cause);
    }
}
