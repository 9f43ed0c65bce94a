package io.github.cameltiktok.kubernetes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A manifest of one object.
 *
 * @param place file or folder, for messages
 * @param tree content
 */
record Manifest(String place, JsonNode tree) {

    /** Rejects duplicate keys, as an API server does. */
    static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    static List<Manifest> read(Path file) {
        try {
            return parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the objects of a text, separated by {@code ---}. */
    static List<Manifest> parse(String place, String text) throws IOException {
        try (var trees = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            return trees.readAll().stream()
                    .map(tree -> new Manifest(place, tree))
                    .toList();
        }
    }

    String apiVersion() {
        return text("apiVersion");
    }

    String kind() {
        return text("kind");
    }

    String name() {
        return text("metadata.name");
    }

    /** Returns the node at a path such as {@code spec.containers.0.name}; a missing node if there is none. */
    JsonNode at(String path) {
        return tree.at(pointer(path));
    }

    /** Returns the text at a path; empty if there is none. */
    String text(String path) {
        return at(path).asText();
    }

    /** Returns a copy with another node at a path, whose last part may be new. A {@code null} node removes the field. */
    Manifest with(String path, JsonNode value) {
        JsonNode changed = tree.deepCopy();
        int end = path.lastIndexOf('.');
        JsonNode parent = end < 0 ? changed : changed.at(pointer(path.substring(0, end)));
        String last = path.substring(end + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(last), value);
        } else if (parent instanceof ObjectNode object && value.isNull()) {
            if (object.remove(last) == null) {
                throw new IllegalArgumentException(this + " has no " + path);
            }
        } else if (parent instanceof ObjectNode object) {
            object.set(last, value);
        } else {
            throw new IllegalArgumentException(this + " has no parent of " + path);
        }
        return new Manifest(place, changed);
    }

    @Override
    public String toString() {
        return kind() + ' ' + name() + " of " + place;
    }

    private static String pointer(String path) {
        return '/' + path.replace('.', '/');
    }
}
