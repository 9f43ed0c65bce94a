package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Field;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import io.github.cameltiktok.gateway.platforms.Step.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes what the triggers and searches of the Zapier app show: labels, help, fields and samples. */
final class ZapierFiles implements PlatformFiles {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public String folder() {
        return "zapier";
    }

    @Override
    public Map<String, String> files(List<Step> steps) {
        ObjectNode file = NODES.objectNode();
        steps.forEach(step -> file.set(step.id(), definition(step)));
        return Map.of("generated/steps.json", PlatformJson.text(file));
    }

    private static ObjectNode definition(Step step) {
        ObjectNode definition = NODES.objectNode().put("key", step.id()).put("noun", noun(step));
        definition.putObject("display").put("label", step.label()).put("description", step.description());
        ObjectNode operation = definition.putObject("operation");
        ArrayNode inputs = operation.putArray("inputFields");
        step.inputs().forEach(input -> inputs.add(input(step, input)));
        ArrayNode outputs = operation.putArray("outputFields");
        ObjectNode sample = NODES.objectNode();
        if (step.kind() == null) {
            // The app adds both to an item of a batch, so that a filter needs no status and a person sees what was
            // meant.
            outputs.addObject().put("key", "subject").put("label", "Subject").put("type", "string");
            outputs.addObject().put("key", "found").put("label", "Found").put("type", "boolean");
            sample.put("subject", step.sample().at("/video/url").asText()).put("found", true);
        }
        outputs(outputs, step.outputs(), "", "");
        operation.set("sample", sample.setAll(step.sample()));
        return definition;
    }

    private static String noun(Step step) {
        return switch (Objects.requireNonNullElse(step.kind(), "")) {
            case "video" -> "Video";
            case "user" -> "Creator";
            default -> "Video or Creator";
        };
    }

    private static ObjectNode input(Step step, Input input) {
        boolean isListOfFields = "listFields".equals(input.list());
        ObjectNode field = NODES.objectNode()
                .put("key", input.name())
                .put("label", input.label())
                .put("type", type(input.type()))
                .put("required", input.isRequired())
                .put("helpText", help(input, isListOfFields));
        if (input.isMultiple() || isListOfFields) {
            field.put("list", true);
        }
        if (!input.choices().isEmpty()) {
            ArrayNode choices = field.putArray("choices");
            input.choices().forEach(choice -> choices.addObject()
                    .put("value", choice)
                    .put("sample", choice)
                    .put("label", choice.substring(0, 1).toUpperCase(Locale.ROOT) + choice.substring(1)));
        }
        if (input.list() != null) {
            field.put("dynamic", hiddenTrigger(step, input, input.list()) + ".id.name");
        }
        return field;
    }

    /** Returns the key of the trigger in {@code lists.js} that fills the dropdown. */
    private static String hiddenTrigger(Step step, Input input, String list) {
        return switch (list) {
            case "listCadences" -> step.kind() + "Cadences";
            case "listFields" -> step.kind() + (input.name().equals("watch") ? "WatchableFields" : "Fields");
            case "listProviders" -> "providers";
            default -> throw new IllegalArgumentException("no dropdown for " + list);
        };
    }

    private static String help(Input input, boolean isListOfFields) {
        String help = input.help();
        if (isListOfFields) {
            // The API takes them as one text; here they are picked from a list.
            help = help.replace("Comma-separated names", "Fields of the record").replace("Comma-separated f", "F");
        }
        return input.example() == null || !input.choices().isEmpty()
                ? help
                : help + " Example: " + example(input.example(), isListOfFields) + '.';
    }

    private static String example(JsonNode example, boolean isListOfFields) {
        Stream<String> values = example.isArray()
                ? StreamSupport.stream(example.spliterator(), false).map(JsonNode::asText)
                : Stream.of(isListOfFields ? example.asText().split(",") : new String[] {example.asText()});
        return values.map(value -> '`' + value + '`').collect(Collectors.joining(", "));
    }

    /** Adds the fields in Zapier's flat form: {@code stats__plays} of an object, {@code changes[]field} of a list. */
    private static void outputs(ArrayNode outputs, List<Field> fields, String path, String parent) {
        for (Field field : fields) {
            String key = path + field.name();
            String label = parent + field.label();
            if (!field.fields().isEmpty()) {
                outputs(outputs, field.fields(), key + (field.isMultiple() ? "[]" : "__"), label + ' ');
            } else if (field.type() != Type.OBJECT) {
                ObjectNode output = outputs.addObject().put("key", key).put("label", label);
                if (field.type() != Type.ANY) {
                    output.put("type", type(field.type()));
                }
                if (field.isMultiple()) {
                    output.put("list", true);
                }
            }
        }
    }

    private static String type(Type type) {
        return switch (type) {
            case TEXT -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case FLAG -> "boolean";
            case TIME -> "datetime";
            case OBJECT, ANY -> throw new IllegalArgumentException("Zapier has no type " + type);
        };
    }
}
