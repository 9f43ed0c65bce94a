package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the definition of the custom connector for Power Automate, Power Apps and Logic Apps. */
final class PowerAutomateFiles implements PlatformFiles {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document = Steps.document();
    private final SwaggerSchemas schemas = new SwaggerSchemas(document);
    private final ObjectNode paths = JSON.objectNode();
    private final PowerAutomateAnswers answers = new PowerAutomateAnswers(document);

    @Override
    public String folder() {
        return "power-automate";
    }

    @Override
    public Map<String, String> files(List<Step> steps) {
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
        definition.set("definitions", answers.definitions());
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
        parameters.add(PowerAutomateForms.fixed("kind", "string", JSON.textNode(kind)));
        step.inputs()
                .forEach(input -> parameters.add(PowerAutomateForms.field(step, input)
                        .put("name", input.name())
                        .put("in", "query")
                        .put("required", input.isRequired())));
        answers.add(operation, "lookUp", 200, schemas.named("Finding"), Set.of("found", "reason", kind));
        add("/v1/lookup/" + kind, "get", operation);
    }

    /** Never answers 202, because the platform would poll the address in its header Location without the key. */
    private void lookUpMany(Step step) {
        ObjectNode operation = operation(step);
        operation
                .putArray("parameters")
                .add(PowerAutomateForms.fixed("wait", "integer", JSON.numberNode(20)))
                .add(PowerAutomateForms.fixed("partial", "boolean", JSON.booleanNode(true)))
                .add(PowerAutomateForms.body(step, JSON.objectNode()));
        answers.add(operation, "createBatch", 200, schemas.named("BatchLines"), null);
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
                .add(PowerAutomateForms.fixed("location", "string", JSON.textNode("unsubscribe")))
                .add(PowerAutomateForms.body(step, fixed));
        answers.add(operation, "createWatch", 201, schemas.named("Watch"), null);
        add("/v1/watches/" + kind, "post", operation);

        Set<String> shown = step.outputs().stream().map(Step.Field::name).collect(Collectors.toSet());
        String event = pascal(step.id()) + "Event";
        answers.define(event, schemas.named("Event"), shown);
        ((ObjectNode) paths.get("/v1/watches/" + kind))
                .putObject("x-ms-notification-content")
                .put("description", "A change of a " + noun(kind) + '.')
                .set("schema", PowerAutomateAnswers.reference(event));
    }

    private void supporting() {
        ObjectNode results = supporting("getBatchResults", "/v1/batches/{batchId}/results", "get", "batchId");
        results.put("operationId", "GetLookUpManyResults")
                .put("summary", "Get results of look up many")
                .put(
                        "description",
                        "Returns the items that are finished, after at most 20 s. Repeat it until it returns as many items as"
                                + " the total. It is free.");
        ((ArrayNode) results.get("parameters")).add(PowerAutomateForms.fixed("wait", "integer", JSON.numberNode(20)));
        ((ObjectNode) results.at("/responses/200")).set("schema", PowerAutomateAnswers.reference("LookUpManyResponse"));
        answers.definitions().remove("GetBatchResultsResponse");

        ObjectNode test = supporting("testWatch", "/v1/watches/{watchId}/test", "post", "watchId");
        test.put("operationId", "SendSampleEvent")
                .put(
                        "description",
                        "Runs the flow of a trigger with a sample event, without waiting for a change. It is free.");
        ObjectNode watch = (ObjectNode) test.at("/parameters/0");
        watch.put("x-ms-summary", "Watch");
        PowerAutomateForms.choices(watch, "ListWatches", "id", "subject", Map.of(), "items");

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
                .forEach(response -> answers.add(
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

    private static String noun(String kind) {
        return kind.equals("user") ? "creator" : kind;
    }

    private static String pascal(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
}
