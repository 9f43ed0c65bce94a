package io.github.cameltiktok.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keeps bodies under the limit. The shape stays: lists become empty, and texts are cut. */
final class BodyLimit {

    static final int MAX_BYTES = 20_000;

    private static final int SHORTEST_CUT = 100;

    private BodyLimit() {}

    /**
     * A value inside of an object.
     *
     * @param owner the object
     * @param name of the value in it
     * @param path from the body, such as {@code video.media}
     * @param size length of the value as JSON
     */
    private record Place(ObjectNode owner, String name, String path, int size) {}

    static boolean fits(String text) {
        return text.getBytes(UTF_8).length < MAX_BYTES;
    }

    static void shrink(ObjectNode body) {
        Set<String> truncated = new LinkedHashSet<>();
        for (Place list : places(body, true)) {
            if (fits(marked(body, truncated))) {
                return;
            }
            list.owner().putArray(list.name());
            truncated.add(list.path());
        }
        while (!fits(marked(body, truncated))) {
            Place longest = places(body, false).get(0);
            String text = longest.owner().path(longest.name()).asText();
            if (text.length() <= SHORTEST_CUT) {
                return;
            }
            longest.owner().put(longest.name(), cut(text));
            truncated.add(longest.path());
        }
    }

    /** Halves a text, but no pair of surrogates. */
    private static String cut(String text) {
        int end = text.length() / 2;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
    }

    private static String marked(ObjectNode body, Set<String> truncated) {
        body.remove("truncated");
        if (!truncated.isEmpty()) {
            ArrayNode paths = body.putArray("truncated");
            truncated.forEach(paths::add);
        }
        return EventBody.text(body);
    }

    /** Returns the lists of the record, or all texts, largest first. */
    private static List<Place> places(ObjectNode body, boolean lists) {
        List<Place> places = new ArrayList<>();
        body.properties().forEach(field -> collect(body, field.getKey(), field.getKey(), lists, places));
        places.sort(Comparator.comparingInt(Place::size).reversed());
        return places;
    }

    private static void collect(ObjectNode owner, String name, String path, boolean lists, List<Place> places) {
        JsonNode value = owner.path(name);
        if (value instanceof ObjectNode object) {
            object.properties()
                    .forEach(field -> collect(object, field.getKey(), path + '.' + field.getKey(), lists, places));
        } else if (value instanceof ArrayNode array) {
            if (lists && path.indexOf('.') > 0 && !array.isEmpty()) {
                places.add(new Place(owner, name, path, EventBody.text(array).length()));
            }
            array.forEach(element -> {
                if (!lists && element instanceof ObjectNode object) {
                    object.properties()
                            .forEach(field ->
                                    collect(object, field.getKey(), path + '.' + field.getKey(), false, places));
                }
            });
        } else if (!lists && value instanceof TextNode text) {
            places.add(new Place(owner, name, path, text.textValue().length()));
        }
    }
}
