package io.github.cameltiktok.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokJson;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Removes or changes one field of a documented response and returns the record fields that change. */
public final class FieldMutation {

    private final ProviderOperation<?> operation;
    private final TikTokLink subject;
    private final Sample sample;

    public FieldMutation(ProviderOperation<?> operation, TikTokLink subject, Sample sample) {
        this.operation = operation;
        this.subject = subject;
        this.sample = sample;
    }

    public Set<String> changedWithout(String pointer) {
        return different(sample.without(pointer));
    }

    public Set<String> changedWithNull(String pointer) {
        return different(sample.with(pointer, "null"));
    }

    public Set<String> changedWithOther(String pointer) {
        return different(sample.with(pointer, other(sample.at(pointer))));
    }

    /** Reads a table cell with names separated by blanks, or without any. */
    public static Set<String> names(String cell) {
        return cell == null
                ? Set.of()
                : new TreeSet<>(Arrays.asList(cell.strip().split("\\s+")));
    }

    private static JsonNode other(JsonNode value) {
        if (value.isBoolean()) {
            return BooleanNode.valueOf(!value.booleanValue());
        }
        if (value.isNumber()) {
            return LongNode.valueOf(value.longValue() + 1);
        }
        String text = value.textValue();
        if (text.matches("[A-Z]+_?[A-Z]*")) {
            return TextNode.valueOf(text.equals("PUBLIC") ? "PRIVATE" : text + "X");
        }
        return TextNode.valueOf(
                text.matches("\\d{4}-.*")
                        ? text.replaceFirst("^\\d{4}", "2018")
                        : text + (text.matches("\\d+") ? "7" : "x"));
    }

    private Set<String> different(Sample changed) {
        TreeMap<String, JsonNode> before = fields(sample);
        TreeMap<String, JsonNode> after = fields(changed);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> before.containsKey(name) && before.get(name).equals(after.get(name)));
        return names;
    }

    private TreeMap<String, JsonNode> fields(Sample answer) {
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        flatten("", TikTokJson.tree(operation.read(subject, answer.answer())), fields);
        return fields;
    }

    /** Treats a list as one value. */
    private static void flatten(String prefix, JsonNode object, TreeMap<String, JsonNode> fields) {
        object.properties().forEach(field -> {
            String name = prefix + field.getKey();
            if (field.getValue().isObject()) {
                flatten(name + ".", field.getValue(), fields);
            } else {
                fields.put(name, field.getValue());
            }
        });
    }
}
