package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Field;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import io.github.cameltiktok.gateway.platforms.Step.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The forms, interfaces and samples of Make's modules. */
final class MakeForms {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_SUBJECTS = 100;

    private MakeForms() {}

    /** Returns the parameters of a module or of a webhook. */
    static ArrayNode parameters(Step step) {
        ArrayNode parameters = JSON.arrayNode();
        step.inputs().forEach(input -> parameters.add(parameter(step, input)));
        return parameters;
    }

    private static ObjectNode parameter(Step step, Input input) {
        ObjectNode parameter = JSON.objectNode()
                .put("name", input.name())
                .put("type", type(input))
                .put("label", input.label())
                .put("help", help(step, input));
        if (isRequired(input)) {
            parameter.put("required", true);
        }
        if (input.list() != null) {
            parameter.put("options", "rpc://" + MakeRequests.procedure(step, input));
            if (input.list().equals("listFields")) {
                parameter.put("multiple", true).putArray("default");
            }
        } else if (!input.choices().isEmpty()) {
            addChoices(parameter, input);
        } else if (input.isMultiple()) {
            parameter.putObject("spec").put("type", "text").put("label", "Subject");
            parameter.putObject("validate").put("minItems", 1).put("maxItems", MAX_SUBJECTS);
        }
        return parameter;
    }

    /** Returns whether the user must choose. A cadence and events have a price or a default that the user has to see. */
    static boolean isRequired(Input input) {
        return input.isRequired() || Set.of("every", "events").contains(input.name());
    }

    private static String type(Input input) {
        if (input.list() != null || !input.choices().isEmpty()) {
            return "select";
        }
        return input.isMultiple() ? "array" : type(input.type());
    }

    private static String help(Step step, Input input) {
        if ("listCadences".equals(input.list())) {
            return "Time between two polls. Each choice has its price.";
        }
        if ("listFields".equals(input.list())) {
            return step.isTrigger()
                    ? "Fields that count as a change. Without a choice, counters and texts."
                    : "Fields to return. Without a choice, all of them.";
        }
        if (!input.choices().isEmpty()) {
            // The rest is about a list that is left out, which this form does not allow.
            return input.help().replaceFirst(";.*", ".");
        }
        JsonNode example = input.example();
        if (example == null || input.list() != null) {
            return input.help();
        }
        JsonNode values = example.isArray() ? example : JSON.arrayNode().add(example);
        return input.help()
                + StreamSupport.stream(values.spliterator(), false)
                        .map(value -> '`' + value.asText() + '`')
                        .collect(Collectors.joining(", ", " Example: ", "."));
    }

    private static void addChoices(ObjectNode parameter, Input input) {
        ArrayNode options = parameter.put("multiple", true).putArray("options");
        ArrayNode preselected = parameter.putArray("default");
        for (String choice : input.choices()) {
            options.addObject()
                    .put("label", choice.substring(0, 1).toUpperCase(Locale.ROOT) + choice.substring(1))
                    .put("value", choice);
            if (!choice.equals("first")) {
                preselected.add(choice);
            }
        }
    }

    /** Returns the interface of a module. */
    static ArrayNode outputs(Step step) {
        return specification(fields(step));
    }

    /** Returns the fields of a module's output: as the gateway has them, and for a lookup whether it was found. */
    static List<Field> fields(Step step) {
        if (step.isTrigger()) {
            return step.outputs();
        }
        List<Field> fields = new ArrayList<>(List.of(field("Finding", "found", Type.FLAG)));
        fields.add(field("Finding", "reason", Type.TEXT));
        if (MakeRequests.hasOneResult(step)) {
            String kind = Objects.requireNonNull(step.kind());
            String label = kind.equals("video") ? "Video" : "Creator";
            fields.add(new Field(kind, label, label + '.', Type.OBJECT, false, step.outputs()));
        } else {
            fields.add(new Field("subject", "Subject", "As it was sent.", Type.TEXT, false, List.of()));
            step.outputs().stream()
                    .filter(field -> !field.name().equals("problem"))
                    .forEach(fields::add);
        }
        return fields;
    }

    private static Field field(String schema, String name, Type type) {
        JsonNode property = Steps.document().at("/components/schemas/%s/properties/%s".formatted(schema, name));
        return new Field(
                name,
                property.get("title").asText(),
                property.get("description").asText() + '.',
                type,
                false,
                List.of());
    }

    private static ArrayNode specification(List<Field> fields) {
        ArrayNode specification = JSON.arrayNode();
        fields.forEach(field -> {
            ObjectNode row = specification
                    .addObject()
                    .put("name", field.name())
                    .put("type", field.isMultiple() ? "array" : type(field.type()))
                    .put("label", field.label())
                    .put("help", field.help());
            if (!field.fields().isEmpty()) {
                row.set("spec", specification(field.fields()));
            } else if (field.isMultiple()) {
                row.putObject("spec").put("type", type(field.type()));
            }
        });
        return specification;
    }

    private static String type(Type type) {
        return switch (type) {
            case TEXT -> "text";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case FLAG -> "boolean";
            case TIME -> "date";
            case OBJECT -> "collection";
            case ANY -> "any";
        };
    }

    /** Returns the sample of a module, equal in shape to its output. */
    static ObjectNode sample(Step step) {
        if (step.isTrigger()) {
            return step.sample().deepCopy().put("requestSource", "MAKE_DOT_COM");
        }
        ObjectNode sample = JSON.objectNode().put("found", true);
        if (MakeRequests.hasOneResult(step)) {
            sample.set(Objects.requireNonNull(step.kind()), step.sample());
            return sample;
        }
        return sample.put("subject", step.sample().at("/video/url").asText()).setAll(step.sample());
    }
}
