package io.github.cameltiktok.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemException.FieldError;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks request bodies against the schemas of the OpenAPI document. Immutable and thread-safe. */
public final class RequestBodies {

    private static final int MAX_ERRORS = 20;
    private static final String COMPONENTS = "components";

    private final OpenApiDocument document;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    public RequestBodies(OpenApiDocument document) {
        this.document = document;
        JsonMetaSchema dialect = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .keyword(new NonValidationKeyword(COMPONENTS))
                .build();
        JsonSchemaFactory factory = JsonSchemaFactory.builder(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012))
                .metaSchema(dialect)
                .build();
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        JsonNode components = document.components();
        for (String operation : document.statuses().keySet()) {
            if (document.requestSchema(operation) instanceof ObjectNode schema) {
                // References of the schema point into the components.
                schema.set(COMPONENTS, components);
                schemas.put(operation, factory.getSchema(schema, config));
            }
        }
    }

    /** Returns whether an operation reads a body. */
    boolean has(String operationId) {
        return schemas.containsKey(operationId);
    }

    /**
     * Checks the body of a request.
     *
     * @param body {@code null} without one
     * @throws ProblemException with {@link ProblemType#INVALID_REQUEST} and up to 20 wrong fields
     */
    void check(String operationId, @Nullable JsonNode body) {
        JsonSchema schema = schemas.get(operationId);
        if (schema == null) {
            return;
        }
        if (body == null) {
            if (document.requiresBody(operationId)) {
                throw new ProblemException(ProblemType.INVALID_REQUEST, "The request needs a JSON body.");
            }
            return;
        }
        List<FieldError> errors = schema.validate(body).stream()
                .map(RequestBodies::error)
                .distinct()
                .limit(MAX_ERRORS)
                .toList();
        if (!errors.isEmpty()) {
            FieldError first = errors.get(0);
            String place = first.pointer().isEmpty() ? "The body" : first.pointer();
            throw new ProblemException(ProblemType.INVALID_REQUEST, place + ": " + first.detail(), errors, null, null);
        }
    }

    private static FieldError error(ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        if (message.getProperty() != null) {
            pointer += '/' + message.getProperty().replace("~", "~0").replace("/", "~1");
        }
        return new FieldError(pointer, message.getError());
    }
}
