package io.github.cameltiktok.benchmark.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.model.TikTokJson;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ProviderAnswerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A misspelt field would bind to nothing, and so cost nothing. */
    @ParameterizedTest
    @EnumSource
    void isBoundToRecordsThatNameItsFieldsAndHoldItsValues(ProviderAnswer answer) throws IOException {
        Map<String, JsonNode> given = leaves(answer.readTree());

        Map<String, JsonNode> bound = leaves(JSON.valueToTree(answer.binder().readValue(answer.bytes())));

        assertThat(places(given)).containsAll(places(bound));
        bound.values().removeIf(JsonNode::isNull);
        assertThat(given).containsAllEntriesOf(bound);
    }

    @ParameterizedTest
    @EnumSource
    void isWrittenTheSameByBothWriters(ProviderAnswer answer) throws IOException {
        assertThat(JSON.readTree(ProviderAnswer.write(answer.recordTree())))
                .isEqualTo(JSON.readTree(TikTokJson.bytes(answer.read())));
    }

    /** Values by JSON pointer. */
    private static Map<String, JsonNode> leaves(JsonNode tree) {
        Map<String, JsonNode> leaves = new HashMap<>();
        collect("", tree, leaves);
        return leaves;
    }

    private static void collect(String pointer, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isValueNode()) {
            // Numbers of the same value are not always of the same type.
            leaves.put(pointer, node.isNull() ? node : JSON.getNodeFactory().textNode(node.asText()));
        }
        node.properties().forEach(field -> collect(pointer + "/" + field.getKey(), field.getValue(), leaves));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + "/" + i, node.get(i), leaves);
            }
        }
    }

    /** Pointers without indices. */
    private static Set<String> places(Map<String, JsonNode> leaves) {
        return leaves.keySet().stream()
                .map(pointer -> pointer.replaceAll("/\\d+", "/*"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
