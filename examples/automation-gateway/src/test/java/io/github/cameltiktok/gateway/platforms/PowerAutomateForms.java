package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of the forms of Power Automate. */
final class PowerAutomateForms {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Fields of a form below the link to more of them. */
    private static final Set<String> ADVANCED = Set.of("provider", "fresh", "minGrowth", "events", "label");

    private PowerAutomateForms() {}

    /** A parameter that the platform sends, and does not show. The platform leaves it out unless it is required. */
    static ObjectNode fixed(String name, String type, JsonNode value) {
        ObjectNode parameter = JSON.objectNode()
                .put("name", name)
                .put("in", "query")
                .put("required", true)
                .put("type", type)
                .put("description", "Always " + value.asText() + '.')
                .put("x-ms-visibility", "internal");
        parameter.set("default", value);
        return parameter;
    }

    static ObjectNode body(Step step, ObjectNode properties) {
        ArrayNode required = JSON.arrayNode();
        properties.fieldNames().forEachRemaining(required::add);
        for (Input input : step.inputs()) {
            properties.set(input.name(), field(step, input));
            if (input.isRequired()) {
                required.add(input.name());
            }
        }
        ObjectNode body =
                JSON.objectNode().put("name", "body").put("in", "body").put("required", true);
        ObjectNode schema = body.putObject("schema").put("type", "object");
        schema.set("required", required);
        schema.set("properties", properties);
        return body;
    }

    static ObjectNode field(Step step, Input input) {
        ObjectNode field = JSON.objectNode().put("type", input.isMultiple() ? "array" : type(input));
        field.put("x-ms-summary", input.label()).put("description", help(input));
        ObjectNode value = field;
        if (input.isMultiple()) {
            value = field.putObject("items").put("type", type(input));
        }
        if (!input.choices().isEmpty()) {
            ArrayNode choices = value.putArray("enum");
            input.choices().forEach(choices::add);
        }
        if (input.list() != null) {
            choices(step, input, field);
        }
        if ("listFields".equals(input.list())) {
            field.put("description", field.get("description").asText() + " Enter several as a custom value.");
        }
        if (ADVANCED.contains(input.name())) {
            field.put("x-ms-visibility", "advanced");
        }
        return field;
    }

    private static String type(Input input) {
        return switch (input.type()) {
            case FLAG -> "boolean";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            default -> "string";
        };
    }

    private static String help(Input input) {
        if (input.example() == null) {
            return input.help();
        }
        JsonNode example = input.example();
        String text = example.isArray() ? example.get(0).asText() : example.asText();
        return input.help().substring(0, input.help().length() - 1) + " (for example " + text + ").";
    }

    private static void choices(Step step, Input input, ObjectNode field) {
        JsonNode kind = JSON.textNode(step.kind());
        boolean isOfWatch = input.name().equals("watch");
        switch (Objects.requireNonNull(input.list())) {
            case "listCadences" ->
                choices(
                        field,
                        "ListCadences",
                        "every",
                        "label",
                        Map.of("kind", kind, "provider", JSON.missingNode()),
                        null);
            case "listFields" ->
                choices(
                        field,
                        "ListFields",
                        "name",
                        "name",
                        isOfWatch ? Map.of("kind", kind, "watchable", JSON.booleanNode(true)) : Map.of("kind", kind),
                        null);
            default ->
                choices(field, "ListProviders", "name", "title", Map.of("configured", JSON.booleanNode(true)), null);
        }
    }

    /**
     * Adds a list of choices, in the form of the new designer and of the classic one.
     *
     * @param parameters values by name; a missing node is the field of the form with this name
     * @param collection property of the answer that is the list; {@code null} if the answer is the list
     */
    static void choices(
            ObjectNode field,
            String operationId,
            String value,
            String title,
            Map<String, JsonNode> parameters,
            @Nullable String collection) {
        ObjectNode classic = field.putObject("x-ms-dynamic-values").put("operationId", operationId);
        ObjectNode list = field.putObject("x-ms-dynamic-list").put("operationId", operationId);
        ObjectNode classicParameters = classic.putObject("parameters");
        ObjectNode listParameters = list.putObject("parameters");
        parameters.keySet().stream().sorted().forEach(name -> {
            JsonNode literal = parameters.get(name);
            if (literal.isMissingNode()) {
                classicParameters.putObject(name).put("parameter", name);
                listParameters.putObject(name).put("parameterReference", "body/" + name);
            } else {
                classicParameters.set(name, literal);
                listParameters.putObject(name).set("value", literal);
            }
        });
        if (collection != null) {
            classic.put("value-collection", collection);
            list.put("itemsPath", collection);
        }
        classic.put("value-path", value).put("value-title", title);
        list.put("itemValuePath", value).put("itemTitlePath", title);
    }
}
