package io.github.cameltiktok.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Validates manifests as strictly as an API server. For kinds of Camel K it uses their CustomResourceDefinitions. For kinds of
 * Kubernetes it uses their fields and types, and rules for required fields and allowed values. KEDA's kind has no definition in
 * Maven repositories, so rules cover all of it.
 */
final class ApiServer {

    private static final Set<String> CAMEL_KINDS =
            Set.of("camel.apache.org/v1 Kamelet", "camel.apache.org/v1 Pipe", "camel.apache.org/v1 Integration");

    /** Validated by rules only. */
    private static final String SCALED_OBJECT = "keda.sh/v1alpha1 ScaledObject";

    private final JsonSchema rules = schema(read("/rules.schema.yaml"));
    private final Map<String, JsonSchema> definitions = new HashMap<>();
    private final BuiltInKinds builtInKinds = new BuiltInKinds();

    /** Returns the violations in a manifest; none if an API server would accept it. */
    List<String> violations(Manifest manifest) {
        String kind = manifest.apiVersion() + ' ' + manifest.kind();
        List<String> violations = new ArrayList<>(violations(rules, manifest.tree()));
        if (CAMEL_KINDS.contains(kind)) {
            violations.addAll(violations(definition(manifest.kind()), manifest.tree()));
        } else if (BuiltInKinds.has(kind)) {
            violations.addAll(builtInKinds.violations(kind, manifest.tree()));
        } else if (!kind.equals(SCALED_OBJECT)) {
            violations.add("there is no kind " + kind);
        }
        return violations;
    }

    private static List<String> violations(JsonSchema schema, JsonNode tree) {
        return schema.validate(tree).stream().map(ValidationMessage::getMessage).toList();
    }

    /** Returns the strict schema of a kind: fields that it does not name are violations, as with kubectl --validate. */
    private JsonSchema definition(String kind) {
        return definitions.computeIfAbsent(kind, any -> {
            JsonNode definition = read("/camel.apache.org_" + kind.toLowerCase(Locale.ROOT) + "s.yaml");
            for (JsonNode version : definition.at("/spec/versions")) {
                if (version.path("name").asText().equals("v1")) {
                    return schema(strict(version.at("/schema/openAPIV3Schema")));
                }
            }
            throw new AssertionError(kind + " has no version v1");
        });
    }

    private static JsonSchema schema(JsonNode tree) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(tree);
    }

    private static JsonNode strict(JsonNode schema) {
        for (JsonNode part : schema) {
            strict(part);
        }
        if (schema instanceof ObjectNode object) {
            if (object.path("x-kubernetes-int-or-string").asBoolean()) {
                object.remove("type");
            }
            // A node named "properties" is a map of schemas, unless a field has that name.
            boolean isObject = object.path("type").asText().equals("object");
            if (isObject
                    && object.has("properties")
                    && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                    && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        return schema;
    }

    private static JsonNode read(String resource) {
        try (InputStream stream = ApiServer.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new AssertionError("there is no " + resource);
            }
            return Manifest.YAML.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
