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
 * One object that is to be applied.
 *
 * @param place where it was read, for messages
 * @param tree what was read
 */
record Manifest(String place, JsonNode tree) {

    /** A key that stands twice is refused, as an API server does. */
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

    /** Returns the objects of a text in which {@code ---} stands between them. */
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

    /** Returns what stands at a path such as {@code spec.containers.0.name}; missing where nothing does. */
    JsonNode at(String path) {
        return tree.at(pointer(path));
    }

    /** Returns the text at a path; empty where none stands. */
    String text(String path) {
        return at(path).asText();
    }

    /** Returns this with something else at a path, whose last part may be new; without it where that is {@code null}. */
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
