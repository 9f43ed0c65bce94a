package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.platforms.Step.Input;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The requests of Make's modules, webhooks and remote procedures, in the markup of Make. */
final class MakeRequests {

    /** Make ends each HTTP error with an error, so that 404 would end the scenario: hence /v1/lookup. */
    private static final String LOOKUP = """
            {"url": "/v1/lookup",
             "qs": {"kind": "%s", "subject": "{{parameters.subject}}",
              "fields": "{{if(parameters.fields, join(parameters.fields, ','), '')}}",
              "provider": "{{parameters.provider}}", "fresh": "{{parameters.fresh}}"},
             "response": {"output": "{{body}}"}}
            """;

    /** A module of Make ends after 40 s, so that the two waits are less together. */
    private static final String BATCH = """
            [{"url": "/v1/batches", "method": "POST", "qs": {"wait": 15},
              "body": {"subjects": "{{parameters.subjects}}", "provider": "{{ifempty(parameters.provider, '')}}"},
              "response": {"temp": {"batch": "{{body}}"}}},
             {"condition": "{{!temp.batch.items}}",
              "url": "/v1/batches/{{temp.batch.id}}/results", "qs": {"wait": 20},
              "response": {
               "valid": {"condition": "{{length(body.items) == body.total}}", "type": "ConnectionError",
                "message": "{{length(body.items)}} of {{body.total}} lookups are finished after 35 s. Run the step again: \
            what is finished comes from the cache, free."},
               "temp": {"batch": "{{body}}"}}},
             {"response": {"iterate": "{{temp.batch.items}}", "output": {}}}]
            """;

    private static final String ATTACH = """
            {"url": "/v1/watches", "method": "POST",
             "body": {"kind": "%s", "callbackUrl": "{{webhook.url}}"},
             "response": {"data": {"externalHookId": "{{body.id}}"}}}
            """;

    private static final String DETACH = """
            {"url": "/v1/watches/{{webhook.externalHookId}}", "method": "DELETE"}
            """;

    private static final String CADENCES = """
            {"label": "Cadences of a %2$s with Their Price", "communication": {"url": "/v1/cadences",
             "qs": {"kind": "%1$s", "provider": "{{parameters.provider}}"},
             "response": {"iterate": "{{body}}", "output": {"label": "{{item.label}}", "value": "{{item.every}}"}}}}
            """;

    private static final String FIELDS = """
            {"label": "Fields of a %2$s%4$s", "communication": {"url": "/v1/fields",
             "qs": {"kind": "%1$s", "watchable": %3$s},
             "response": {"iterate": "{{body}}",
              "output": {"label": "{{item.name}}: {{item.description}}", "value": "{{item.name}}"}}}}
            """;

    private static final String PROVIDERS = """
            {"label": "Providers with Their Price", "communication": {"url": "/v1/providers", "qs": {"configured": true},
             "response": {"iterate": "{{body}}",
              "output": {"label": "{{item.title}}{{if(item.videoPrice, ': ' + item.videoPrice + ' a video', '')}}",
               "value": "{{item.name}}"}}}}
            """;

    private MakeRequests() {}

    static boolean hasOneResult(Step step) {
        return step.kind() != null;
    }

    static JsonNode module(Step step) {
        if (step.isTrigger()) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (step.kind() != null) {
            return MakeFiles.parse(LOOKUP.formatted(step.kind()));
        }
        JsonNode batch = MakeFiles.parse(BATCH);
        ObjectNode output = (ObjectNode) batch.at("/2/response/output");
        MakeForms.fields(step).forEach(field -> output.put(field.name(), itemExpression(field.name())));
        return batch;
    }

    private static String itemExpression(String name) {
        return switch (name) {
            case "found" -> "{{item.status == 200}}";
            case "reason" -> "{{item.problem.detail}}";
            case "subject" -> "{{get(parameters.subjects, item.index + 1)}}";
            default -> "{{item." + name + "}}";
        };
    }

    /** Returns how a webhook reads an event. */
    static JsonNode event() {
        return MakeFiles.parse("{\"output\": \"{{body}}\"}");
    }

    static JsonNode attach(Step step) {
        JsonNode attach = MakeFiles.parse(ATTACH.formatted(step.kind()));
        ObjectNode body = (ObjectNode) attach.get("body");
        step.inputs().forEach(input -> body.put(input.name(), expression(input).formatted(input.name())));
        return attach;
    }

    /** Returns the expression of an input, which is an empty text if the user leaves it out: the gateway refuses null. */
    private static String expression(Input input) {
        if ("listFields".equals(input.list())) {
            return "{{if(parameters.%1$s, join(parameters.%1$s, ','), '')}}";
        }
        return MakeForms.isRequired(input) ? "{{parameters.%s}}" : "{{ifempty(parameters.%s, '')}}";
    }

    static JsonNode detach() {
        return MakeFiles.parse(DETACH);
    }

    /** Returns the procedures that return the choices of the forms, by id. */
    static Map<String, JsonNode> procedures() {
        Map<String, JsonNode> procedures = new TreeMap<>();
        Map.of("video", "Video", "user", "Creator").forEach((kind, label) -> {
            procedures.put("list" + label + "Cadences", MakeFiles.parse(CADENCES.formatted(kind, label)));
            procedures.put("list" + label + "Fields", MakeFiles.parse(FIELDS.formatted(kind, label, false, "")));
            procedures.put(
                    "listWatched" + label + "Fields",
                    MakeFiles.parse(FIELDS.formatted(kind, label, true, " That Can Change")));
        });
        procedures.put("listProviders", MakeFiles.parse(PROVIDERS));
        return procedures;
    }

    /** Returns the procedure that returns the choices of an input. */
    static String procedure(Step step, Input input) {
        String list = Objects.requireNonNull(input.list());
        if (list.equals("listProviders")) {
            return list;
        }
        String label = "video".equals(step.kind()) ? "Video" : "Creator";
        boolean isWatched = list.equals("listFields") && step.isTrigger();
        return (isWatched ? "listWatched" : "list") + label + list.substring("list".length());
    }
}
