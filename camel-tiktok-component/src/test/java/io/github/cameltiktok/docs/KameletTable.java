package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The tables of Kamelets and of their properties, from their YAML. */
final class KameletTable {

    private static final List<String> KAMELETS =
            List.of("tiktok-video-action", "tiktok-user-action", "tiktok-video-source", "tiktok-user-source");

    private KameletTable() {}

    /** Returns the table of all Kamelets, with links to their pages. */
    static String all() {
        List<String> rows =
                new ArrayList<>(List.of("| Kamelet | function | required properties |", "| --- | --- | --- |"));
        for (String kamelet : KAMELETS) {
            JsonNode definition = definition(kamelet);
            rows.add("| [`" + kamelet + "`](" + kamelet + ".md) | "
                    + definition.path("description").asText() + " | " + codes(definition.path("required")) + " |");
        }
        return String.join("\n", rows);
    }

    /** Returns the table of the properties that all Kamelets have. */
    static String common() {
        return table(KAMELETS.get(0), KameletTable::isCommon);
    }

    /** Returns the table of the properties that not all Kamelets have. */
    static String of(String kamelet) {
        return table(kamelet, property -> !isCommon(property));
    }

    private static boolean isCommon(String property) {
        return KAMELETS.stream()
                .allMatch(kamelet -> definition(kamelet).path("properties").has(property));
    }

    private static String table(String kamelet, Predicate<String> isListed) {
        JsonNode definition = definition(kamelet);
        List<String> rows = new ArrayList<>(
                List.of("| property | meaning | type | example | default |", "| --- | --- | --- | --- | --- |"));
        for (Map.Entry<String, JsonNode> property :
                definition.path("properties").properties()) {
            if (isListed.test(property.getKey())) {
                JsonNode facts = property.getValue();
                boolean isRequired = StreamSupport.stream(
                                definition.path("required").spliterator(), false)
                        .anyMatch(name -> name.asText().equals(property.getKey()));
                rows.add("| `" + property.getKey() + "` | "
                        + facts.path("description").asText()
                        + (isRequired ? " Required." : "") + " | " + type(facts) + " | "
                        + code(facts.path("example").asText()) + " | "
                        + code(facts.path("default").asText()) + " |");
            }
        }
        if (rows.size() == 2) {
            throw new IllegalArgumentException(kamelet + " has no such property");
        }
        return String.join("\n", rows);
    }

    private static JsonNode definition(String kamelet) {
        return read(kamelet).at("/spec/definition");
    }

    private static JsonNode read(String kamelet) {
        try {
            return new YAMLMapper()
                    .readTree(Repository.read(
                            Repository.path("kamelets/src/main/resources/kamelets/" + kamelet + ".kamelet.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(JsonNode facts) {
        if (facts.has("enum")) {
            return codes(facts.path("enum"));
        }
        String type = facts.path("type").asText();
        return facts.has("format") ? type + ", " + facts.path("format").asText() : type;
    }

    private static String codes(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(text -> code(text.asText()))
                .collect(Collectors.joining(", "));
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
