package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the definition of the custom connector for Power Automate, Power Apps and Logic Apps. */
final class PowerAutomateFiles implements PlatformFiles {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Fields of a form below the link to more of them. */
    private static final Set<String> ADVANCED = Set.of("provider", "fresh", "minGrowth", "events", "label");

    private final JsonNode document = Steps.document();
    private final SwaggerSchemas schemas = new SwaggerSchemas(document);
    private final ObjectNode paths = JSON.objectNode();
    private final ObjectNode definitions = JSON.objectNode();

    @Override
    public String folder() {
        return "power-automate";
    }

    @Override
    public Map<String, String> files(List<Step> steps) {
        paths.removeAll();
        definitions.removeAll();
        definitions.set("Problem", schemas.answer(schemas.named("Problem"), name -> true));
        for (Step step : steps) {
            switch (step.operationId()) {
                case "createBatch" -> lookUpMany(step);
                case "createWatch" -> trigger(step);
                default -> find(step);
            }
        }
        supporting();
        return Map.of("apiDefinition.swagger.json", PlatformJson.text(definition()));
    }

    private ObjectNode definition() {
        ObjectNode definition = JSON.objectNode().put("swagger", "2.0");
        JsonNode info = document.get("info");
        definition
                .putObject("info")
                .put("title", info.get("title").asText())
                .put("description", Steps.sentence(info.get("summary").asText()))
                .put("version", info.get("version").asText());
        // The policy dynamichosturl replaces it by the host of the connection.
        definition.put("host", "gateway.example.com").put("basePath", "/");
        definition.putArray("schemes").add("https");
        definition.putArray("consumes").add("application/json");
        definition.putArray("produces").add("application/json");
        definition.set("paths", paths);
        definition.set("definitions", definitions);
        definition
                .putObject("x-ms-capabilities")
                .putObject("testConnection")
                .put("operationId", "GetMe")
                .putObject("parameters");
        ArrayNode metadata = definition.putArray("x-ms-connector-metadata");
        metadata.addObject()
                .put("propertyName", "Website")
                .put("propertyValue", "https://github.com/cameltiktok/camel-tiktok");
        metadata.addObject().put("propertyName", "Categories").put("propertyValue", "Social Media;Marketing");
        return definition;
    }

    /** The path has the kind, because a path cannot have two operations of one method. A policy routes it to the API's. */
    private void find(Step step) {
        String kind = Objects.requireNonNull(step.kind());
        ObjectNode operation = operation(step);
        ArrayNode parameters = operation.putArray("parameters");
        parameters.add(fixed("kind", "string", JSON.textNode(kind)));
        step.inputs()
                .forEach(input -> parameters.add(field(step, input)
                        .put("name", input.name())
                        .put("in", "query")
                        .put("required", input.isRequired())));
        responses(operation, "lookUp", 200, schemas.named("Finding"), Set.of("found", "reason", kind));
        add("/v1/lookup/" + kind, "get", operation);
    }

    /** Never answers 202, because the platform would poll the address in its header Location without the key. */
    private void lookUpMany(Step step) {
        ObjectNode operation = operation(step);
        operation
                .putArray("parameters")
                .add(fixed("wait", "integer", JSON.numberNode(20)))
                .add(fixed("partial", "boolean", JSON.booleanNode(true)))
                .add(body(step, JSON.objectNode()));
        responses(operation, "createBatch", 200, schemas.named("BatchLines"), null);
        add("/v1/batches", "post", operation);
    }

    private void trigger(Step step) {
        String kind = Objects.requireNonNull(step.kind());
        ObjectNode operation = operation(step);
        operation
                .put("summary", "When a " + noun(kind) + " changes")
                .put("x-ms-trigger", "single")
                .put(
                        "x-ms-trigger-hint",
                        "Save the flow, then use the action Send a sample event to see it work without waiting for a change.");
        ObjectNode fixed = JSON.objectNode();
        fixed.set(
                "kind",
                JSON.objectNode()
                        .put("type", "string")
                        .put("default", kind)
                        .put("description", "Video or creator.")
                        .put("x-ms-visibility", "internal"));
        fixed.set(
                "callbackUrl",
                JSON.objectNode()
                        .put("type", "string")
                        .put("description", "Address of the flow.")
                        .put("x-ms-notification-url", true)
                        .put("x-ms-visibility", "internal"));
        operation
                .putArray("parameters")
                .add(fixed("location", "string", JSON.textNode("unsubscribe")))
                .add(body(step, fixed));
        responses(operation, "createWatch", 201, schemas.named("Watch"), null);
        add("/v1/watches/" + kind, "post", operation);

        Set<String> shown = step.outputs().stream().map(Step.Field::name).collect(Collectors.toSet());
        String event = pascal(step.id()) + "Event";
        definitions.set(event, schemas.answer(schemas.named("Event"), shown::contains));
        ((ObjectNode) paths.get("/v1/watches/" + kind))
                .putObject("x-ms-notification-content")
                .put("description", "A change of a " + noun(kind) + '.')
                .set("schema", reference(event));
    }

    private void supporting() {
        ObjectNode results = supporting("getBatchResults", "/v1/batches/{batchId}/results", "get", "batchId");
        results.put("operationId", "GetLookUpManyResults")
                .put("summary", "Get results of look up many")
                .put(
                        "description",
                        "Returns the items that are finished, after at most 20 s. Repeat it until it returns as many items as"
                                + " the total. It is free.");
        ((ArrayNode) results.get("parameters")).add(fixed("wait", "integer", JSON.numberNode(20)));
        ((ObjectNode) results.at("/responses/200")).set("schema", reference("LookUpManyResponse"));
        definitions.remove("GetBatchResultsResponse");

        ObjectNode test = supporting("testWatch", "/v1/watches/{watchId}/test", "post", "watchId");
        test.put("operationId", "SendSampleEvent")
                .put(
                        "description",
                        "Runs the flow of a trigger with a sample event, without waiting for a change. It is free.");
        ObjectNode watch = (ObjectNode) test.at("/parameters/0");
        watch.put("x-ms-summary", "Watch");
        choices(watch, "ListWatches", "id", "subject", Map.of(), "items");

        supporting("getMe", "/v1/me", "get");
        hide(supporting("listWatches", "/v1/watches", "get"));
        hide(supporting("listCadences", "/v1/cadences", "get", "kind", "provider"));
        hide(supporting("listFields", "/v1/fields", "get", "kind", "watchable"));
        hide(supporting("listProviders", "/v1/providers", "get", "configured"));
        hide(supporting("unsubscribe", "/v1/unsubscribe/{token}", "delete", "token"));
    }

    private static void hide(ObjectNode operation) {
        operation.put("x-ms-visibility", "internal");
    }

    /** Adds an operation as the OpenAPI document has it, with some of its parameters. */
    private ObjectNode supporting(String operationId, String path, String method, String... names) {
        JsonNode source = document.get("paths").get(path).get(method);
        ObjectNode operation = JSON.objectNode()
                .put("operationId", pascal(operationId))
                .put("summary", source.get("summary").asText())
                .put(
                        "description",
                        Steps.sentence(source.path("description")
                                .asText(source.get("summary").asText())
                                .replaceAll("\\s+", " ")
                                .strip()));
        ArrayNode parameters = operation.putArray("parameters");
        for (String name : names) {
            parameters.add(parameter(parameterOf(source, path, name)));
        }
        source.get("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .forEach(response -> responses(
                        operation,
                        operationId,
                        Integer.parseInt(response.getKey()),
                        schemas.resolve(response.getValue()).at("/content/application~1json/schema"),
                        null));
        return add(path, method, operation);
    }

    private JsonNode parameterOf(JsonNode operation, String path, String name) {
        for (JsonNode parameters : List.of(
                operation.path("parameters"), document.get("paths").get(path).path("parameters"))) {
            for (JsonNode parameter : parameters) {
                JsonNode resolved = schemas.resolve(parameter);
                if (name.equals(resolved.path("name").textValue())) {
                    return resolved;
                }
            }
        }
        throw new IllegalArgumentException(path + " has no parameter " + name);
    }

    private ObjectNode parameter(JsonNode source) {
        String name = source.get("name").asText();
        boolean isInPath = source.get("in").asText().equals("path");
        ObjectNode parameter = schemas.input(source.get("schema"), Steps.titleCase(Steps.words(name)))
                .put("name", name)
                .put("in", source.get("in").asText())
                .put("required", source.path("required").asBoolean())
                .put("description", Steps.sentence(source.get("description").asText()));
        return isInPath ? parameter.put("x-ms-url-encoding", "single") : parameter;
    }

    private ObjectNode add(String path, String method, ObjectNode operation) {
        paths.withObjectProperty(path).set(method, operation);
        return operation;
    }

    private static ObjectNode operation(Step step) {
        return JSON.objectNode()
                .put("operationId", pascal(step.id()))
                .put(
                        "summary",
                        step.label().charAt(0) + step.label().substring(1).toLowerCase(Locale.ROOT))
                .put("description", step.description())
                .put("x-ms-visibility", "important");
    }

    /** A parameter that the platform sends, and does not show. The platform leaves it out unless it is required. */
    private static ObjectNode fixed(String name, String type, JsonNode value) {
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

    private ObjectNode body(Step step, ObjectNode properties) {
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

    private static ObjectNode field(Step step, Input input) {
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
    private static void choices(
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

    /** @param shown properties of the answer; {@code null} for all */
    private void responses(
            ObjectNode operation, String operationId, int status, JsonNode schema, @Nullable Set<String> shown) {
        ObjectNode responses = operation.putObject("responses");
        JsonNode documented = operationOf(operationId).get("responses");
        JsonNode success = schemas.resolve(documented.get(Integer.toString(status)));
        ObjectNode response = response(responses, Integer.toString(status), success);
        if (!schema.isMissingNode()) {
            String name = operation.get("operationId").asText() + "Response";
            definitions.set(name, schemas.answer(schema, property -> shown == null || shown.contains(property)));
            response.set("schema", reference(name));
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

    private static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", "#/definitions/" + definition);
    }

    private static String noun(String kind) {
        return kind.equals("user") ? "creator" : kind;
    }

    private static String pascal(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
