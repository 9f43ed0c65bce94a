package io.github.cameltiktok.kaoto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Entries of the catalog. Each has the JSON Schema {@code propertiesSchema}, from which Kaoto makes the form.
 *
 * <p>The schemas have the keywords that Kaoto's own catalog uses.
 */
final class CatalogEntries {

    private static final List<String> KAMELETS =
            List.of("tiktok-user-action", "tiktok-user-source", "tiktok-video-action", "tiktok-video-source");

    private static final List<String> KAMELET_KEYWORDS =
            List.of("type", "title", "description", "default", "enum", "format");

    private static final ObjectMapper JSON = new JsonMapper();
    private static final ObjectMapper YAML = new YAMLMapper();

    private CatalogEntries() {}

    /** Returns the component, by its name. */
    static ObjectNode components() throws IOException {
        ObjectNode component = read("META-INF/io/github/cameltiktok/tiktok.json", JSON);
        component.set("propertiesSchema", componentSchema(component.required("properties")));
        return JsonNodeFactory.instance.objectNode().set("tiktok", component);
    }

    /** Returns the Kamelets, by their names. */
    static ObjectNode kamelets() throws IOException {
        ObjectNode kamelets = JsonNodeFactory.instance.objectNode();
        for (String name : KAMELETS) {
            ObjectNode kamelet = read("kamelets/" + name + ".kamelet.yaml", YAML);
            kamelet.set(
                    "propertiesSchema", kameletSchema(kamelet.required("spec").required("definition")));
            kamelets.set(name, kamelet);
        }
        return kamelets;
    }

    static ObjectNode componentSchema(JsonNode options) {
        ObjectNode schema = schema();
        ObjectNode fields = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        options.properties().forEach(option -> {
            fields.set(option.getKey(), field(option.getValue()));
            if (option.getValue().path("required").asBoolean()) {
                required.add(option.getKey());
            }
        });
        schema.set("required", required);
        return schema;
    }

    private static ObjectNode field(JsonNode option) {
        ObjectNode field = JsonNodeFactory.instance.objectNode();
        field.set("title", option.get("displayName"));
        field.set("description", option.get("description"));
        String type = option.required("type").asText();
        String javaType = option.required("javaType").asText();
        switch (type) {
            case "boolean", "integer" -> field.put("type", type);
            case "duration" -> field.put("type", "string").put("format", "duration");
            case "enum" -> field.put("type", "string").set("enum", option.get("enum"));
            case "object" -> {
                if (javaType.startsWith("java.util.Map")) {
                    field.put("type", "object");
                } else {
                    field.put("type", "string").put("format", "bean:" + javaType);
                }
            }
            default -> field.put("type", "string");
        }
        if (option.path("secret").asBoolean()) {
            field.put("format", "password");
        }
        field.put("$comment", "group:" + group(option));
        if (option.has("defaultValue")) {
            field.set("default", option.get("defaultValue"));
        }
        return field;
    }

    /** Kaoto hides a field in a "to" if its group names the consumer, which "scheduler" does not. */
    private static String group(JsonNode option) {
        String group = option.required("group").asText();
        boolean ofConsumer = option.path("label").asText().startsWith("consumer");
        return ofConsumer && !group.startsWith("consumer") ? "consumer (" + group + ")" : group;
    }

    static ObjectNode kameletSchema(JsonNode definition) {
        ObjectNode schema = schema();
        schema.set("title", definition.get("title"));
        schema.set("description", definition.get("description"));
        ObjectNode fields = schema.putObject("properties");
        definition.required("properties").properties().forEach(property -> fields.putObject(property.getKey())
                .setAll(((ObjectNode) property.getValue()).deepCopy().retain(KAMELET_KEYWORDS)));
        schema.set("required", definition.path("required"));
        return schema;
    }

    private static ObjectNode schema() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .put("type", "object");
    }

    private static ObjectNode read(String resource, ObjectMapper mapper) throws IOException {
        try (InputStream stream = CatalogEntries.class.getClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException(resource + " is not on the class path");
            }
            return mapper.readValue(stream, ObjectNode.class);
        }
    }
}
