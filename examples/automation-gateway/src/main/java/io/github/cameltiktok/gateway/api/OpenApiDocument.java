package io.github.cameltiktok.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.model.TikTokVideo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI document: {@code openapi.yaml}, and the schemas of the records as {@code Video} and {@code User}.
 * Immutable and thread-safe.
 */
public final class OpenApiDocument {

    private static final String DEFINITIONS = "#/$defs/";
    private static final String IDEMPOTENCY_KEY = "#/components/parameters/IdempotencyKey";
    private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete");

    private final ObjectNode document;

    private OpenApiDocument(ObjectNode document) {
        this.document = document;
    }

    /** Reads the document from the class path. */
    public static OpenApiDocument load() {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        ObjectNode document = (ObjectNode) read(yaml, OpenApiDocument.class, "/openapi.yaml");
        ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
        addRecord(schemas, "Video", TikTokResource.VIDEO);
        addRecord(schemas, "User", TikTokResource.USER);
        return new OpenApiDocument(document);
    }

    private static JsonNode read(ObjectMapper mapper, Class<?> type, String resource) {
        try (InputStream in = type.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the class path has no " + resource);
            }
            return mapper.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a record's schema. Its definitions become schemas of their own, since generators need names for them. */
    private static void addRecord(ObjectNode schemas, String name, TikTokResource kind) {
        ObjectNode schema =
                (ObjectNode) read(new ObjectMapper(), TikTokVideo.class, "tiktok-" + kind.uriName() + ".schema.json");
        JsonNode definitions = schema.path("$defs");
        schema.remove("$defs");
        schema.remove("$schema");
        schema.remove("$id");
        renameReferences(schema, name);
        schemas.set(name, schema);
        definitions.properties().forEach(definition -> {
            renameReferences(definition.getValue(), name);
            schemas.set(nameOf(name, definition.getKey()), definition.getValue());
        });
    }

    private static String nameOf(String record, String definition) {
        return record + Character.toUpperCase(definition.charAt(0)) + definition.substring(1);
    }

    private static void renameReferences(JsonNode node, String record) {
        if (node instanceof ObjectNode object && object.path("$ref") instanceof TextNode reference) {
            String definition = reference.textValue().substring(DEFINITIONS.length());
            object.put("$ref", "#/components/schemas/" + nameOf(record, definition));
        }
        node.forEach(child -> renameReferences(child, record));
    }

    /** Returns the document as JSON, for this address of the gateway. */
    public byte[] json(String publicUrl) {
        ObjectNode copy = document.deepCopy();
        ((ObjectNode) copy.at("/servers/0")).put("url", publicUrl);
        try {
            return new ObjectMapper().writeValueAsBytes(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns {@code components}, which the references of the schemas point into. */
    public JsonNode components() {
        return document.get("components").deepCopy();
    }

    /** Returns the schema of an operation's JSON body; {@code null} for an operation without one. */
    public @Nullable JsonNode requestSchema(String operationId) {
        JsonNode schema = operation(operationId).at("/requestBody/content/application~1json/schema");
        return schema.isMissingNode() ? null : schema.deepCopy();
    }

    /** Returns whether an operation cannot do without a body. */
    public boolean requiresBody(String operationId) {
        return operation(operationId).at("/requestBody/required").asBoolean();
    }

    /** Returns the operations that take the header {@code Idempotency-Key}. */
    public Set<String> idempotentOperations() {
        Set<String> operations = new TreeSet<>();
        for (JsonNode path : document.get("paths")) {
            for (JsonNode method : path) {
                for (JsonNode parameter : method.path("parameters")) {
                    if (IDEMPOTENCY_KEY.equals(parameter.path("$ref").textValue())) {
                        operations.add(method.get("operationId").textValue());
                    }
                }
            }
        }
        return operations;
    }

    /** Returns the documented statuses by operation id; {@code default} is left out. */
    public Map<String, Set<Integer>> statuses() {
        Map<String, Set<Integer>> statuses = new TreeMap<>();
        document.get("paths").forEach(path -> path.properties().stream()
                .filter(method -> METHODS.contains(method.getKey()))
                .forEach(method -> {
                    Set<Integer> documented = new TreeSet<>();
                    method.getValue()
                            .get("responses")
                            .fieldNames()
                            .forEachRemaining(status -> addStatus(documented, status));
                    statuses.put(method.getValue().get("operationId").textValue(), documented);
                }));
        return statuses;
    }

    private static void addStatus(Set<Integer> statuses, String status) {
        if (!"default".equals(status)) {
            statuses.add(Integer.valueOf(status));
        }
    }

    private JsonNode operation(String operationId) {
        for (JsonNode path : document.get("paths")) {
            for (JsonNode method : path) {
                if (operationId.equals(method.path("operationId").textValue())) {
                    return method;
                }
            }
        }
        throw new IllegalArgumentException("openapi.yaml has no operation " + operationId);
    }
}
