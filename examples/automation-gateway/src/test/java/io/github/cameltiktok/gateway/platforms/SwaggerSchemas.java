package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Schemas of the OpenAPI 3.1 document in the form of Swagger 2.0 that Power Platform shows. The title of a nested field names its
 * parents too, because the list of a flow's dynamic content shows titles without their places.
 */
final class SwaggerSchemas {

    private final JsonNode document;

    SwaggerSchemas(JsonNode document) {
        this.document = document;
    }

    /** Returns a schema of the components. */
    JsonNode named(String name) {
        return document.at("/components/schemas/" + name);
    }

    /** Returns what a node refers to; itself if it is no reference. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").textValue();
        return reference == null ? node : document.at(reference.substring(1));
    }

    /**
     * Converts the schema of an answer.
     *
     * @param isShown selects properties of an object by name
     */
    ObjectNode answer(JsonNode schema, Predicate<String> isShown) {
        return convert(schema, null, isShown);
    }

    /** Converts the schema of a value. It has type, format, title and description, and the choices of a text. */
    ObjectNode input(JsonNode schema, String title) {
        ObjectNode input = convert(schema, title, name -> true);
        JsonNode choices = resolve(schema).path("enum");
        if (choices.isArray()) {
            input.set("enum", choices);
        }
        return input;
    }

    private ObjectNode convert(JsonNode source, @Nullable String title, Predicate<String> isShown) {
        JsonNode schema = resolve(source);
        ObjectNode converted = JsonNodeFactory.instance.objectNode();
        type(schema, converted);
        if (title != null) {
            converted.put("x-ms-summary", title);
        }
        String description =
                source.path("description").asText(schema.path("description").asText());
        if (!description.isEmpty()) {
            converted.put("description", Steps.sentence(description.strip()));
        }
        if (schema.has("items")) {
            // Fields of the items of an answer are titled without it.
            ObjectNode items = convert(schema.get("items"), "Items".equals(title) ? null : title, name -> true);
            items.remove("x-ms-summary");
            converted.set("items", items);
        }
        if (schema.has("properties")) {
            ObjectNode properties = converted.putObject("properties");
            schema.get("properties").properties().stream()
                    .filter(property -> isShown.test(property.getKey()))
                    .forEach(property -> properties.set(
                            property.getKey(),
                            convert(
                                    property.getValue(),
                                    title(title, property.getKey(), property.getValue()),
                                    name -> true)));
        }
        return converted;
    }

    private String title(@Nullable String parent, String name, JsonNode source) {
        // Titles of records are of the records, not of the fields that hold them.
        JsonNode named = source.has("title") || resolve(source).has("properties") ? source : resolve(source);
        String own = name.equals("user")
                ? "Creator"
                : Steps.titleCase(named.path("title").asText(Steps.words(name)));
        return parent == null ? own : parent + ' ' + own;
    }

    private static void type(JsonNode schema, ObjectNode converted) {
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(0).asText() : types.asText(schema.has("enum") ? "string" : "");
        String format = schema.path("format").asText();
        if (!type.isEmpty()) {
            converted.put("type", type);
        }
        switch (type) {
            case "integer" -> converted.put("format", "int64");
            case "number" -> converted.put("format", "double");
            case "string" -> {
                if (format.equals("date-time") || format.equals("uri")) {
                    converted.put("format", format);
                }
            }
            default -> {}
        }
    }
}
