package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.platforms.Step.Field;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import io.github.cameltiktok.gateway.platforms.Step.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads the steps of the connectors from {@code x-steps} of the OpenAPI document and what that refers to. */
final class Steps {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Operations that return the choices of an input. */
    private static final Map<String, String> LISTS =
            Map.of("every", "listCadences", "watch", "listFields", "fields", "listFields", "provider", "listProviders");

    /** Properties of events that are of batches only. */
    private static final Set<String> OF_BATCHES =
            Set.of("batchId", "input", "index", "status", "problem", "total", "done", "failed");

    private final JsonNode document;

    private Steps(JsonNode document) {
        this.document = document;
    }

    /** Returns the document that the gateway serves. */
    static JsonNode document() {
        try {
            return JSON.readTree(OpenApiDocument.load().json("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all steps, in the order of the document. */
    static List<Step> all() {
        Steps steps = new Steps(document());
        return stream(steps.document.get("x-steps")).map(steps::step).toList();
    }

    private Step step(JsonNode step) {
        String operationId = step.get("operation").asText();
        String kind = step.path("kind").textValue();
        return new Step(
                step.get("id").asText(),
                step.get("label").asText(),
                step.get("description").asText().replace('\n', ' ').strip(),
                operationId,
                kind,
                stream(step.get("inputs"))
                        .map(name -> input(operationId, kind, name.asText()))
                        .toList(),
                outputs(operationId, kind),
                sample(operationId, kind));
    }

    private JsonNode operation(String id) {
        return stream(document.get("paths"))
                .flatMap(Steps::stream)
                .filter(operation -> id.equals(operation.path("operationId").textValue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("openapi.yaml has no operation " + id));
    }

    /** Returns an input as its kind needs it: a form that asks for a video does not show a handle as the example. */
    private Input input(String operationId, @Nullable String kind, String name) {
        Input input = input(operation(operationId), name);
        if (kind == null) {
            return input;
        }
        Input ofKind = name.equals("subject") ? input(operation("find" + recordName(kind)), name) : input;
        boolean isListOfCreatorFields = "listFields".equals(input.list()) && kind.equals("user");
        return new Input(
                name,
                ofKind.label(),
                ofKind.help(),
                input.type(),
                input.isRequired(),
                input.isMultiple(),
                isListOfCreatorFields ? TextNode.valueOf("stats.followers,bio") : ofKind.example(),
                input.choices(),
                input.list(),
                input.isInBody());
    }

    private Input input(JsonNode operation, String name) {
        for (JsonNode reference : operation.path("parameters")) {
            JsonNode parameter = resolve(reference);
            if (name.equals(parameter.path("name").textValue())) {
                JsonNode schema = resolve(parameter.get("schema"));
                boolean isRequired = parameter.path("required").asBoolean();
                String help = parameter.get("description").asText();
                return input(name, schema, help, parameter.get("example"), isRequired, false);
            }
        }
        JsonNode body = resolve(operation.at("/requestBody/content/application~1json/schema"));
        JsonNode schema = resolve(Objects.requireNonNull(body.path("properties").get(name), name));
        boolean isRequired = stream(body.path("required")).anyMatch(required -> name.equals(required.textValue()));
        return input(
                name,
                schema,
                schema.get("description").asText(),
                schema.path("examples").get(0),
                isRequired,
                true);
    }

    private Input input(
            String name,
            JsonNode schema,
            String help,
            @Nullable JsonNode example,
            boolean isRequired,
            boolean isInBody) {
        boolean isList = schema.path("type").asText().equals("array");
        JsonNode value = isList ? resolve(schema.get("items")) : schema;
        return new Input(
                name,
                titleCase(schema.get("title").asText()),
                sentence(help),
                type(value),
                isRequired,
                isList,
                example,
                stream(value.path("enum")).map(JsonNode::asText).toList(),
                LISTS.get(name),
                isInBody);
    }

    private List<Field> outputs(String operationId, @Nullable String kind) {
        return switch (operationId) {
            case "createBatch" -> fields(schema("BatchLine"), Set.of());
            case "createWatch" -> {
                List<Field> fields = new ArrayList<>(fields(schema("Event"), OF_BATCHES));
                fields.removeIf(field -> Set.of("video", "user").contains(field.name())
                        && !field.name().equals(kind));
                yield fields;
            }
            default -> fields(schema(recordName(Objects.requireNonNull(kind))), Set.of());
        };
    }

    private static String recordName(String kind) {
        return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
    }

    private JsonNode schema(String name) {
        return document.at("/components/schemas/" + name);
    }

    private List<Field> fields(JsonNode schema, Set<String> without) {
        return schema.path("properties").properties().stream()
                .filter(property -> !without.contains(property.getKey()))
                .map(property -> field(property.getKey(), property.getValue()))
                .toList();
    }

    private Field field(String name, JsonNode definition) {
        JsonNode schema = resolve(definition);
        boolean isList = schema.path("type").asText().equals("array");
        JsonNode value = isList ? resolve(schema.get("items")) : schema;
        String title = definition.path("title").asText(words(name));
        String help =
                definition.path("description").asText(schema.path("description").asText(title));
        return new Field(name, titleCase(title), sentence(help), type(value), isList, fields(value, Set.of()));
    }

    private JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").textValue();
        return reference == null ? node : document.at(reference.substring(1));
    }

    private static Type type(JsonNode schema) {
        String type = schema.path("type").isArray()
                ? schema.path("type").get(0).asText()
                : schema.path("type").asText(schema.has("enum") ? "string" : "");
        return switch (type) {
            case "integer" -> Type.INTEGER;
            case "number" -> Type.NUMBER;
            case "boolean" -> Type.FLAG;
            case "object" -> Type.OBJECT;
            case "string" -> schema.path("format").asText().equals("date-time") ? Type.TIME : Type.TEXT;
            default -> Type.ANY;
        };
    }

    private static ObjectNode sample(String operationId, @Nullable String kind) {
        return switch (operationId) {
            case "createBatch" -> {
                ObjectNode item = JSON.createObjectNode().put("index", 0).put("status", 200);
                item.set("video", record("video"));
                yield item;
            }
            case "createWatch" -> event(Objects.requireNonNull(kind));
            default -> record(Objects.requireNonNull(kind));
        };
    }

    /** An event as {@code /v1/samples} returns it; a test compares the two. */
    private static ObjectNode event(String kind) {
        ObjectNode record = record(kind);
        String counter = kind.equals("video") ? "plays" : "followers";
        long after = record.at("/stats/" + counter).longValue();
        long delta = after / 5;
        String handle =
                record.at(kind.equals("video") ? "/author/handle" : "/handle").asText();
        ObjectNode event = JSON.createObjectNode()
                .put("id", "evt_3q2-7wJhR0S1oQ9xTzVbYk5c")
                .put("type", kind + ".changed")
                .put("timestamp", "2026-07-01T12:00:00Z")
                .put("sequence", 17)
                .put("watchId", "wat_3q2-7wJhR0S1oQ9xTzVbYk5c")
                .put("label", "Launch video")
                .put("requestSource", "ZAPIER")
                .put("sample", true)
                .put(
                        "summary",
                        "@%s: %s %,d → %,d (+25 %%, %,d an hour)"
                                .formatted(handle, counter, after - delta, after, Math.round(delta / 6.0)));
        event.putArray("changes")
                .addObject()
                .put("field", "stats." + counter)
                .put("before", after - delta)
                .put("after", after)
                .put("delta", delta)
                .put("perHour", Math.round(delta / 0.06) / 100.0);
        event.putObject("subject")
                .put("kind", kind)
                .put("id", record.get("id").asText())
                .put("handle", handle)
                .put("url", record.get("url").asText());
        event.set(kind, record);
        return event;
    }

    private static ObjectNode record(String kind) {
        String name = "/samples/" + kind + ".json";
        try (InputStream file = Objects.requireNonNull(Steps.class.getResourceAsStream(name), name)) {
            return (ObjectNode) JSON.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sentence(String text) {
        return text.endsWith(".") ? text : text + '.';
    }

    /** Returns {@code Published at} for {@code publishedAt}, and keeps abbreviations. */
    static String words(String name) {
        String words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        String text = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return text.replaceAll("(?i)\\burl\\b", "URL");
    }

    static String titleCase(String text) {
        StringBuilder title = new StringBuilder();
        for (String word : text.split(" ")) {
            boolean isSmall =
                    Set.of("a", "an", "at", "in", "of", "per", "the", "to").contains(word);
            title.append(title.isEmpty() ? "" : " ")
                    .append(
                            isSmall && !title.isEmpty()
                                    ? word
                                    : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return title.toString().replaceAll("\\bId\\b", "ID");
    }

    private static Stream<JsonNode> stream(JsonNode nodes) {
        return StreamSupport.stream(nodes.spliterator(), false);
    }
}
