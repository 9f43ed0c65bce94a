package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The table of a Kamelet's properties, from its YAML. */
final class KameletTable {

    private KameletTable() {}

    static String of(String kamelet) {
        JsonNode definition = read(kamelet).at("/spec/definition");
        List<String> rows =
                new ArrayList<>(List.of("| property | meaning | type | default |", "| --- | --- | --- | --- |"));
        for (Map.Entry<String, JsonNode> property :
                definition.path("properties").properties()) {
            JsonNode facts = property.getValue();
            boolean isRequired = StreamSupport.stream(
                            definition.path("required").spliterator(), false)
                    .anyMatch(name -> name.asText().equals(property.getKey()));
            rows.add("| `" + property.getKey() + "` | "
                    + facts.path("description").asText()
                    + (isRequired ? " Required." : "") + " | " + type(facts) + " | "
                    + code(facts.path("default").asText()) + " |");
        }
        return String.join("\n", rows);
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
            return StreamSupport.stream(facts.path("enum").spliterator(), false)
                    .map(value -> code(value.asText()))
                    .collect(Collectors.joining(", "));
        }
        String type = facts.path("type").asText();
        return facts.has("format") ? type + ", " + facts.path("format").asText() : type;
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
