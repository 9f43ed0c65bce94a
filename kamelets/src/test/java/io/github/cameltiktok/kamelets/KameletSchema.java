package io.github.cameltiktok.kamelets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.util.List;

/**
 * The schema of a Kamelet, from the custom resource definition that Apache publishes. It is as strict as field validation by a
 * Kubernetes API server.
 */
final class KameletSchema {

    private static final String DEFINITION = "camel.apache.org_kamelets.yaml";

    private final JsonSchema schema;

    KameletSchema() {
        JsonNode version = KameletFile.parse(KameletFile.text(DEFINITION)).at("/spec/versions/0");
        if (!version.path("name").asText().equals("v1")) {
            throw new IllegalStateException(DEFINITION + " does not begin with version v1");
        }
        ObjectNode root = version.at("/schema/openAPIV3Schema").deepCopy();
        makeStrict(root);
        // The definition has no schema of the metadata, which is built into the server.
        ((ObjectNode) root.at("/properties")).putObject("metadata").put("type", "object");
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(root);
    }

    /** Returns the violations of the schema. */
    List<String> errors(JsonNode kamelet) {
        return schema.validate(kamelet).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** Translates the extensions of Kubernetes into JSON Schema. */
    private static void makeStrict(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("x-kubernetes-int-or-string").asBoolean()) {
                object.remove("type");
            }
            if (object.path("properties").isObject()
                    && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                    && !object.has("additionalProperties")
                    && object.path("type").isTextual()) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(KameletSchema::makeStrict);
    }
}
