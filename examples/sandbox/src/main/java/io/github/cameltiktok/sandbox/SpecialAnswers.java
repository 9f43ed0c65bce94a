package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates the answer to a subject from a provider's JSON, modified if the subject is special. */
final class SpecialAnswers {

    private SpecialAnswers() {}

    static Answer answer(@Nullable SpecialSubject special, ObjectNode json) {
        if (special == null) {
            return Answer.json(200, json);
        }
        return switch (special) {
            case NUMBERS_AS_TEXT -> Answer.json(200, withNumbersAsText(json));
            case HTML_ANSWER -> BrokenAnswer.HTML.basedOn(Answer.json(200, json));
            case EMPTY_BODY -> BrokenAnswer.EMPTY.basedOn(Answer.json(200, json));
            case CUT_JSON -> BrokenAnswer.CUT.basedOn(Answer.json(200, json));
            default -> Answer.json(200, json);
        };
    }

    private static JsonNode withNumbersAsText(JsonNode node) {
        if (node.isNumber()) {
            return JsonNodeFactory.instance.textNode(node.asText());
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                copy.set(field.getKey(), withNumbersAsText(field.getValue()));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> copy.add(withNumbersAsText(element)));
            return copy;
        }
        return node;
    }
}
