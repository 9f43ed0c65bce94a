package io.github.cameltiktok.internal.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.Map;
import java.util.TreeMap;

/** The plain values of a record by the names that they have in the normalised JSON, as {@code stats.plays}. */
final class FieldValues {

    private FieldValues() {}

    /** Returns what is known; lists are left out. */
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

    /** Whole numbers as {@code Long}, others as {@code BigDecimal}, so that they compare whoever has written them. */
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
