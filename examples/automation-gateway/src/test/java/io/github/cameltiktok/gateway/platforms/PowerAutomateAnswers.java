package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers of the operations of the connector, and the definitions that they refer to. */
final class PowerAutomateAnswers {

    private final JsonNode document;
    private final SwaggerSchemas schemas;
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();

    PowerAutomateAnswers(JsonNode document) {
        this.document = document;
        this.schemas = new SwaggerSchemas(document);
        define("Problem", schemas.named("Problem"), null);
    }

    ObjectNode definitions() {
        return definitions;
    }

    /**
     * Defines a schema, and returns a reference to it.
     *
     * @param shown properties of the object; {@code null} for all
     */
    ObjectNode define(String name, JsonNode schema, @Nullable Set<String> shown) {
        definitions.set(name, schemas.answer(schema, property -> shown == null || shown.contains(property)));
        return reference(name);
    }

    /**
     * Adds the answers of an operation of the API.
     *
     * @param shown properties of the answer; {@code null} for all
     */
    void add(ObjectNode operation, String operationId, int status, JsonNode schema, @Nullable Set<String> shown) {
        ObjectNode responses = operation.putObject("responses");
        JsonNode documented = operationOf(operationId).get("responses");
        JsonNode success = schemas.resolve(documented.get(Integer.toString(status)));
        ObjectNode response = response(responses, Integer.toString(status), success);
        if (!schema.isMissingNode()) {
            String name = operation.get("operationId").asText() + "Response";
            response.set("schema", define(name, schema, shown));
        }
        documented.properties().stream()
                .filter(entry -> entry.getKey().compareTo("400") >= 0)
                .forEach(entry -> {
                    ObjectNode problem = response(responses, entry.getKey(), schemas.resolve(entry.getValue()));
                    // The platform's checks refuse a default answer with a schema.
                    if (!entry.getKey().equals("default")) {
                        problem.set("schema", reference("Problem"));
                    }
                });
    }

    private ObjectNode response(ObjectNode responses, String status, JsonNode source) {
        ObjectNode response = responses
                .putObject(status)
                .put("description", Steps.sentence(source.get("description").asText()));
        for (String name : List.of("Location", "Retry-After")) {
            JsonNode header = schemas.resolve(source.path("headers").path(name));
            if (!header.isMissingNode()) {
                ObjectNode converted = schemas.input(header.get("schema"), name);
                converted.remove("x-ms-summary");
                converted.put(
                        "description", Steps.sentence(header.get("description").asText()));
                response.withObjectProperty("headers").set(name, converted);
            }
        }
        return response;
    }

    private JsonNode operationOf(String id) {
        for (JsonNode path : document.get("paths")) {
            for (JsonNode operation : path) {
                if (id.equals(operation.path("operationId").textValue())) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException("openapi.yaml has no operation " + id);
    }

    static ObjectNode reference(String definition) {
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/definitions/" + definition);
    }
}
