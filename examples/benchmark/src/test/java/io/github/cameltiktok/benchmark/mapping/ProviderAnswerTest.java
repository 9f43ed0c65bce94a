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

    /** A misspelt field would not be bound and would therefore cost no time. */
    @ParameterizedTest
    @EnumSource
    void boundRecordsHaveTheFieldsAndValuesOfTheAnswer(ProviderAnswer answer) throws IOException {
        Map<String, JsonNode> given = leaves(answer.readTree());

        Map<String, JsonNode> bound = leaves(JSON.valueToTree(answer.binder().readValue(answer.bytes())));

        assertThat(paths(given)).containsAll(paths(bound));
        bound.values().removeIf(JsonNode::isNull);
        assertThat(given).containsAllEntriesOf(bound);
    }

    @ParameterizedTest
    @EnumSource
    void bothWritersWriteTheSameJson(ProviderAnswer answer) throws IOException {
        assertThat(JSON.readTree(ProviderAnswer.write(answer.recordTree())))
                .isEqualTo(JSON.readTree(TikTokJson.bytes(answer.read())));
    }

    /** Returns values by JSON pointer. */
    private static Map<String, JsonNode> leaves(JsonNode tree) {
        Map<String, JsonNode> leaves = new HashMap<>();
        collect("", tree, leaves);
        return leaves;
    }

    private static void collect(String pointer, JsonNode node, Map<String, JsonNode> leaves) {
        if (node.isValueNode()) {
            // Equal numbers may have different node types.
            leaves.put(pointer, node.isNull() ? node : JSON.getNodeFactory().textNode(node.asText()));
        }
        node.properties().forEach(field -> collect(pointer + "/" + field.getKey(), field.getValue(), leaves));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(pointer + "/" + i, node.get(i), leaves);
            }
        }
    }

    /** Returns pointers without indices. */
    private static Set<String> paths(Map<String, JsonNode> leaves) {
        return leaves.keySet().stream()
                .map(pointer -> pointer.replaceAll("/\\d+", "/*"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
