package io.github.cameltiktok.gateway.lookup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.TreeSet;

/** Fields that a caller wants. Immutable and thread-safe. */
final class FieldSelection {

    private final Set<String> names;

    FieldSelection(Set<String> names) {
        this.names = new TreeSet<>(names);
    }

    /** Returns a record with these fields only, in their places. Unknown values stay absent. */
    ObjectNode of(ObjectNode record) {
        return select("", record);
    }

    private ObjectNode select(String prefix, ObjectNode object) {
        ObjectNode selected = object.objectNode();
        object.properties().forEach(property -> {
            String name = prefix + property.getKey();
            JsonNode value = property.getValue();
            if (names.contains(name)) {
                selected.set(property.getKey(), value);
            } else if (value instanceof ObjectNode inner) {
                ObjectNode kept = select(name + '.', inner);
                if (!kept.isEmpty()) {
                    selected.set(property.getKey(), kept);
                }
            }
        });
        return selected;
    }

    @Override
    public String toString() {
        return String.join(",", names);
    }
}
