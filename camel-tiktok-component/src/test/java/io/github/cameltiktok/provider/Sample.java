package io.github.cameltiktok.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Documented response of a provider, from which modified copies can be made. */
public final class Sample {

    private final ObjectNode tree;

    private Sample(ObjectNode tree) {
        this.tree = tree;
    }

    /** @param file path in the test resources of this package, such as {@code apidirect/video.json} */
    public static Sample of(String file) {
        return new Sample((ObjectNode) Responses.json(new String(Responses.file(file), StandardCharsets.UTF_8)));
    }

    public static Sample parse(String json) {
        return new Sample((ObjectNode) Responses.json(json));
    }

    /** Returns a copy with another value at a place, which is created if absent. */
    public Sample with(String pointer, String json) {
        return with(pointer, Responses.json(json));
    }

    public Sample with(String pointer, JsonNode value) {
        JsonPointer place = JsonPointer.compile(pointer);
        Sample copy = new Sample(tree.deepCopy());
        JsonNode parent = copy.tree.at(place.head());
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), value);
        } else if (parent instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), value);
        } else {
            throw new IllegalArgumentException("nothing to hold " + pointer);
        }
        return copy;
    }

    public Sample without(String pointer) {
        JsonPointer place = JsonPointer.compile(pointer);
        Sample copy = new Sample(tree.deepCopy());
        JsonNode parent = copy.tree.at(place.head());
        if (parent instanceof ArrayNode array) {
            array.remove(place.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).remove(place.last().getMatchingProperty());
        }
        return copy;
    }

    public JsonNode at(String pointer) {
        return tree.at(pointer);
    }

    /** Returns the places of all values that are neither an object nor an array. */
    public List<String> leaves() {
        List<String> leaves = new ArrayList<>();
        collect("", tree, leaves, false);
        return leaves;
    }

    /** Returns the places of all values that are neither an object nor an array, except some. */
    public List<String> leavesBut(String... without) {
        return leaves().stream()
                .filter(leaf -> !List.of(without).contains(leaf))
                .toList();
    }

    /** Returns the places of all values. */
    public List<String> places() {
        List<String> places = new ArrayList<>();
        collect("", tree, places, true);
        places.remove("");
        return places;
    }

    private static void collect(String pointer, JsonNode node, List<String> places, boolean withContainers) {
        if (withContainers || node.isValueNode()) {
            places.add(pointer);
        }
        for (int i = 0; i < node.size() && node.isArray(); i++) {
            collect(pointer + "/" + i, node.get(i), places, withContainers);
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            collect(pointer + "/" + field.getKey(), field.getValue(), places, withContainers);
        }
    }

    public String text() {
        return tree.toString();
    }

    public ProviderResponse answer() {
        return Responses.of(200, Responses.bytes(tree));
    }
}
