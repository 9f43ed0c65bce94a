package io.github.cameltiktok.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.Map;
import java.util.TreeMap;

/** The values of a record by their names in the normalised JSON, such as {@code stats.plays}. */
final class FieldValues {

    private FieldValues() {}

    /** Returns the known values, without lists. */
    static Map<String, Object> of(TikTokRecord record) {
        Map<String, Object> values = new TreeMap<>();
        collect("", TikTokJson.tree(record), values);
        return values;
    }

    private static void collect(String prefix, JsonNode object, Map<String, Object> values) {
        object.properties().forEach(field -> {
            String name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                collect(name + '.', field.getValue(), values);
            } else {
                add(values, name, field.getValue());
            }
        });
    }

    /**
     * Adds a whole number as {@code Long} and any other as {@code BigDecimal}, so that equal numbers are equal
     * objects.
     */
    static void add(Map<String, Object> values, String name, JsonNode value) {
        if (value.isIntegralNumber()) {
            values.put(name, value.longValue());
        } else if (value.isNumber()) {
            values.put(name, value.decimalValue());
        } else if (value.isTextual()) {
            values.put(name, value.textValue());
        } else if (value.isBoolean()) {
            values.put(name, value.booleanValue());
        }
    }
}
