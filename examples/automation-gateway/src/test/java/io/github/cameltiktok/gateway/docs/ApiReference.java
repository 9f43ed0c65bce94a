package io.github.cameltiktok.gateway.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes the OpenAPI document and the table of problems as Markdown. */
final class ApiReference {

    private final JsonNode document;

    ApiReference(OpenApiDocument document) {
        try {
            this.document = new ObjectMapper().readTree(document.json("/"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a table of all operations, by tag. */
    String overview() {
        return "| call | does |\n| --- | --- |\n"
                + operations().stream()
                        .map(operation -> "| [`" + operation.call() + "`](#" + anchor(operation.summary()) + ") | "
                                + operation.summary() + " |")
                        .collect(Collectors.joining("\n"));
    }

    /** Returns a section for each operation. */
    String details() {
        return operations().stream().map(this::section).collect(Collectors.joining("\n\n"));
    }

    /** Returns the table of problems. */
    static String problems() {
        return "| status | code | retry | cause |\n| --- | --- | --- | --- |\n"
                + Arrays.stream(ProblemType.values())
                        .map(type -> "| %d | `%s` | %s | %s |"
                                .formatted(type.status(), type.code(), type.retryable() ? "yes" : "no", type.cause()))
                        .collect(Collectors.joining("\n"));
    }

    private record Operation(String method, String path, JsonNode node, JsonNode pathParameters) {

        String call() {
            return method.toUpperCase(Locale.ROOT) + " " + path;
        }

        String summary() {
            return node.get("summary").asText();
        }
    }

    private List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(method -> method.getValue().has("operationId"))
                .forEach(method -> operations.add(new Operation(
                        method.getKey(),
                        path.getKey(),
                        method.getValue(),
                        path.getValue().path("parameters")))));
        return operations;
    }

    private String section(Operation operation) {
        StringBuilder text = new StringBuilder("### " + operation.summary() + "\n\n`" + operation.call() + "`\n");
        String description = operation.node().path("description").asText();
        if (!description.isEmpty()) {
            text.append('\n').append(description.strip()).append('\n');
        }
        String inputs = parameters(operation) + fields(operation);
        if (!inputs.isEmpty()) {
            text.append("\n| input | in | type | meaning |\n| --- | --- | --- | --- |\n")
                    .append(inputs);
        }
        return text.append("\nAnswers: ").append(answers(operation)).toString();
    }

    private String parameters(Operation operation) {
        StringBuilder rows = new StringBuilder();
        for (JsonNode list :
                List.of(operation.pathParameters(), operation.node().path("parameters"))) {
            for (JsonNode reference : list) {
                JsonNode parameter = resolve(reference);
                rows.append(row(
                        parameter.get("name").asText(),
                        parameter.get("in").asText(),
                        parameter.path("required").asBoolean(),
                        resolve(parameter.get("schema")),
                        parameter.path("description").asText()));
            }
        }
        return rows.toString();
    }

    private String fields(Operation operation) {
        JsonNode schema = resolve(operation.node().at("/requestBody/content/application~1json/schema"));
        List<String> required = StreamSupport.stream(schema.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        return schema.path("properties").properties().stream()
                .map(field -> {
                    JsonNode type = resolve(field.getValue());
                    return row(
                            field.getKey(),
                            "body",
                            required.contains(field.getKey()),
                            type,
                            type.path("description").asText());
                })
                .collect(Collectors.joining());
    }

    private static String row(String name, String place, boolean required, JsonNode schema, String meaning) {
        return "| `%s`%s | %s | %s | %s |\n"
                .formatted(name, required ? " (required)" : "", place, type(schema), meaning.replace("|", "\\|"));
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            return StreamSupport.stream(schema.get("enum").spliterator(), false)
                    .map(value -> '`' + value.asText() + '`')
                    .collect(Collectors.joining(", "));
        }
        JsonNode type = schema.path("type");
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(" or "))
                : type.asText().replace("array", "list");
    }

    private String answers(Operation operation) {
        return operation.node().get("responses").properties().stream()
                .filter(answer -> !answer.getKey().equals("default"))
                .map(answer -> answer.getKey().startsWith("2")
                        ? "%s (%s)".formatted(answer.getKey(), content(resolve(answer.getValue())))
                        : answer.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String content(JsonNode answer) {
        String types = answer.path("content").properties().stream()
                .map(type -> '`' + type.getKey() + '`')
                .collect(Collectors.joining(" or "));
        return types.isEmpty() ? "no body" : types;
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }
}
