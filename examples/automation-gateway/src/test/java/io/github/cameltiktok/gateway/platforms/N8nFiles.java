package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Field;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import io.github.cameltiktok.gateway.platforms.Step.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;

/** Writes the parameters of the n8n nodes with their requests, and the schemas of the outputs of lookups. */
final class N8nFiles implements PlatformFiles {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Value of the parameter {@code operation}, by the operation of the API. */
    private static final Map<String, String> OPERATIONS =
            Map.of("findVideo", "find", "findUser", "find", "createBatch", "lookUpMany");

    private static final String SCHEMAS = "dist/nodes/TikTok/__schema__/v1.0.0/";

    /** Resources of a step, by its kind; a step without one belongs to both. */
    private static final List<String> RESOURCES = List.of("user", "video");

    private static final Map<String, String> LOAD_OPTIONS = Map.of(
            "fields", "getFields", "watch", "getWatchedFields", "provider", "getProviders", "every", "getCadences");

    @Override
    public String folder() {
        return "n8n";
    }

    @Override
    public Map<String, String> files(List<Step> steps) {
        List<Step> lookups = steps.stream().filter(step -> !step.isTrigger()).toList();
        List<Step> triggers = steps.stream().filter(Step::isTrigger).toList();
        ArrayNode lookup = JSON.arrayNode().add(resources(List.of()));
        RESOURCES.forEach(resource -> lookup.add(operations(resource, lookups)));
        properties(lookups).forEach(lookup::add);
        ArrayNode watch = JSON.arrayNode().add(resources(triggers));
        properties(triggers).forEach(watch::add);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("generated/properties.ts", """
                import type { INodeProperties } from 'n8n-workflow';

                import { readBatch, readRecord } from '../nodes/TikTok/answers';

                /** Parameters of the node TikTok. */
                export const lookupProperties: INodeProperties[] = %s;

                /** Parameters of the triggers. */
                export const watchProperties: INodeProperties[] = %s;
                """.formatted(typeScript(lookup), typeScript(watch)));
        // n8n's editor shows none of a trigger.
        for (Step step : lookups) {
            for (String resource : RESOURCES) {
                if (belongsTo(resource, step)) {
                    String path = SCHEMAS + resource + '/' + operation(step) + ".json";
                    files.put(path, schema(step).toString() + '\n');
                }
            }
        }
        return files;
    }

    /** Returns what the editor of n8n shows of an output before the node has run. */
    private static ObjectNode schema(Step step) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("found").put("type", "boolean");
        step.outputs().forEach(field -> properties.set(field.name(), schema(field)));
        return schema.put("version", 1);
    }

    private static ObjectNode schema(Field field) {
        ObjectNode value = JSON.objectNode();
        switch (field.type()) {
            case INTEGER -> value.put("type", "integer");
            case NUMBER -> value.put("type", "number");
            case FLAG -> value.put("type", "boolean");
            case OBJECT -> {
                ObjectNode properties = value.put("type", "object").putObject("properties");
                field.fields().forEach(part -> properties.set(part.name(), schema(part)));
            }
            // n8n has no mixed type.
            case TEXT, TIME, ANY -> value.put("type", "string");
        }
        if (!field.isMultiple()) {
            return value;
        }
        ObjectNode list = JSON.objectNode().put("type", "array");
        list.set("items", value);
        return list;
    }

    /** Without quotes around keys, because n8n's linter reads no others, and around the names of functions. */
    private static String typeScript(ArrayNode json) {
        return PlatformJson.text(json)
                .strip()
                .replaceAll("(?m)^( *)\"(\\w+)\":", "$1$2:")
                .replaceAll("\"@(\\w+)\"", "$1");
    }

    private static ObjectNode resources(List<Step> triggers) {
        ObjectNode property = property("Resource", "resource", "options").put("noDataExpression", true);
        ArrayNode options = property.putArray("options");
        for (String resource : RESOURCES) {
            ObjectNode option = options.addObject()
                    .put("name", resource.equals("user") ? "Creator" : "Video")
                    .put("value", resource);
            triggers.stream()
                    .filter(step -> resource.equals(step.kind()))
                    .forEach(step -> option.put("description", help(step.summary())));
        }
        return property.put("default", "video");
    }

    private static ObjectNode operations(String resource, List<Step> steps) {
        ObjectNode property = property("Operation", "operation", "options").put("noDataExpression", true);
        property.putObject("displayOptions")
                .putObject("show")
                .putArray("resource")
                .add(resource);
        ArrayNode options = property.putArray("options");
        for (Step step : steps) {
            if (!belongsTo(resource, step)) {
                continue;
            }
            boolean isBatch = step.operationId().equals("createBatch");
            String noun = resource.equals("user") ? "creator" : "video";
            ObjectNode option = options.addObject()
                    .put("name", isBatch ? step.label() : step.label().replaceFirst(" .*", ""))
                    .put("value", operation(step))
                    .put("action", isBatch ? "Look up many " + noun + "s" : "Find a " + noun)
                    .put("description", help(step.summary()));
            ObjectNode routing = option.putObject("routing");
            ObjectNode request = routing.putObject("request")
                    .put("method", isBatch ? "POST" : "GET")
                    .put("url", isBatch ? "/v1/batches" : "/v1/" + resource);
            if (isBatch) {
                request.putObject("qs").put("wait", 20);
            }
            routing.putObject("output").putArray("postReceive").add(isBatch ? "@readBatch" : "@readRecord");
        }
        return property.put("default", "find");
    }

    /** Returns the forms of all steps as one; a parameter that several have in common occurs once. */
    private static List<ObjectNode> properties(List<Step> steps) {
        Map<ObjectNode, List<Step>> shownBy = new LinkedHashMap<>();
        List<List<ObjectNode>> forms = steps.stream().map(N8nFiles::properties).toList();
        int longest = forms.stream().mapToInt(List::size).max().orElse(0);
        // Line by line, so that the parameters of each step keep their order.
        for (int line = 0; line < longest; line++) {
            for (int i = 0; i < steps.size(); i++) {
                if (line < forms.get(i).size()) {
                    shownBy.computeIfAbsent(forms.get(i).get(line), key -> new ArrayList<>())
                            .add(steps.get(i));
                }
            }
        }
        List<ObjectNode> all = new ArrayList<>();
        shownBy.forEach((property, some) -> {
            if (some.size() < steps.size()) {
                all.add(shownFor(some, property));
            } else {
                all.add(property);
            }
        });
        return all;
    }

    private static ObjectNode shownFor(List<Step> steps, ObjectNode property) {
        ObjectNode shown = property.deepCopy();
        ObjectNode show = shown.putObject("displayOptions").putObject("show");
        ArrayNode resources = show.putArray("resource");
        RESOURCES.stream()
                .filter(resource -> steps.stream().anyMatch(step -> belongsTo(resource, step)))
                .forEach(resources::add);
        if (steps.stream().noneMatch(Step::isTrigger)) {
            ArrayNode operations = show.putArray("operation");
            steps.stream().map(N8nFiles::operation).distinct().forEach(operations::add);
        }
        return shown;
    }

    private static boolean belongsTo(String resource, Step step) {
        return step.kind() == null || resource.equals(step.kind());
    }

    private static List<ObjectNode> properties(Step step) {
        List<ObjectNode> properties = new ArrayList<>();
        String price = step.description().substring(step.summary().length()).strip();
        properties.add(property(price, "notice", "notice").put("default", ""));
        List<ObjectNode> options = new ArrayList<>();
        for (Input input : step.inputs()) {
            // The list of cadences has the price, so it is always in sight.
            boolean isInSight = input.isRequired() || "listCadences".equals(input.list());
            (isInSight ? properties : options).add(property(step, input));
        }
        options.sort(Comparator.comparing(option -> option.get("displayName").asText()));
        ObjectNode collection = property("Options", "options", "collection").put("placeholder", "Add option");
        collection.putObject("default");
        collection.putArray("options").addAll(options);
        properties.add(collection);
        return properties;
    }

    private static ObjectNode property(Step step, Input input) {
        boolean isLong = input.isMultiple() && input.choices().isEmpty() && input.list() == null;
        boolean isChoice = !input.choices().isEmpty() || input.list() != null;
        boolean isFlag = input.type() == Type.FLAG;
        // The API has names of fields as one text; n8n offers a list of them.
        boolean isMultiple = isChoice && (input.isMultiple() || "listFields".equals(input.list()));
        ObjectNode property = property(
                label(input, isMultiple),
                input.name(),
                isMultiple ? "multiOptions" : isChoice ? "options" : isFlag ? "boolean" : "string");
        if (input.isRequired()) {
            property.put("required", true);
        }
        ObjectNode typeOptions = JSON.objectNode();
        if (input.list() != null) {
            typeOptions.put("loadOptionsMethod", Objects.requireNonNull(LOAD_OPTIONS.get(input.name())));
            ArrayNode dependsOn = typeOptions.putArray("loadOptionsDependsOn").add("resource");
            if (input.list().equals("listCadences")) {
                dependsOn.add("options.provider");
            }
        }
        if (isLong) {
            typeOptions.put("rows", 5);
        }
        if (!typeOptions.isEmpty()) {
            property.set("typeOptions", typeOptions);
        }
        if (!input.choices().isEmpty()) {
            ArrayNode options = property.putArray("options");
            input.choices().stream().sorted().forEach(choice -> options.addObject()
                    .put("name", upperFirst(choice))
                    .put("value", choice));
        }
        if (isMultiple) {
            property.putArray("default");
        } else if (isFlag) {
            property.put("default", false);
        } else {
            property.put("default", "");
        }
        if (!isChoice && !isFlag && input.example() != null) {
            property.put("placeholder", "e.g. " + example(input));
        }
        property.put("description", description(input, isLong, isMultiple));
        if (!step.isTrigger()) {
            property.set("routing", routing(input, isLong, isMultiple, isFlag));
        }
        return property;
    }

    private static String label(Input input, boolean isMultiple) {
        if (input.list() == null) {
            return input.label();
        }
        // n8n's linter asks for these ends, because an expression gives the value.
        String label = input.list().equals("listCadences") ? "Poll Interval" : input.label();
        return isMultiple ? label.replaceFirst("s$", "") + " Names or IDs" : label + " Name or ID";
    }

    private static String description(Input input, boolean isLong, boolean isMultiple) {
        String links = "using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>";
        String help = input.help();
        if (isLong) {
            help += " One per line, or a list from an expression.";
        } else if (isMultiple) {
            // The API has them as one text.
            help = upperFirst(help.replaceFirst("^Comma-separated ", ""));
        }
        if (input.list() != null) {
            help += " Choose from the list, or specify " + (isMultiple ? "IDs " : "an ID ") + links + ".";
        }
        return help(help);
    }

    private static String upperFirst(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    private static String example(Input input) {
        return input.isMultiple()
                ? String.join(
                        "\n",
                        StreamSupport.stream(
                                        Objects.requireNonNull(input.example()).spliterator(), false)
                                .map(value -> value.asText())
                                .toList())
                : Objects.requireNonNull(input.example()).asText();
    }

    private static ObjectNode routing(Input input, boolean isLong, boolean isMultiple, boolean isFlag) {
        ObjectNode routing = JSON.objectNode();
        ObjectNode send = routing.putObject("send")
                .put("type", input.isInBody() ? "body" : "query")
                .put("property", input.name());
        if (isLong) {
            send.put(
                    "value",
                    "={{ [].concat($value).join(\"\\n\").split(/[\\n,]/).map((text) => text.trim()).filter((text) => text) }}");
        } else if (isMultiple) {
            send.put("value", "={{ [].concat($value).join(\",\") || undefined }}");
        } else if (!input.isRequired() && !isFlag) {
            send.put("value", "={{ $value || undefined }}");
        }
        return routing;
    }

    private static ObjectNode property(String displayName, String name, String type) {
        return JSON.objectNode()
                .put("displayName", displayName)
                .put("name", name)
                .put("type", type);
    }

    private static String operation(Step step) {
        return Objects.requireNonNull(OPERATIONS.get(step.operationId()));
    }

    /** Returns a help text as n8n's linter wants it: a full stop only if there are several sentences. */
    private static String help(String text) {
        String help = text.replaceAll("\\bid(s?)\\b", "ID$1").replace('`', '\'');
        return help.contains(". ") || !help.endsWith(".") ? help : help.substring(0, help.length() - 1);
    }
}
