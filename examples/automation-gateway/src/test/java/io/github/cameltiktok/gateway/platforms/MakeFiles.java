package io.github.cameltiktok.gateway.platforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes the modules, webhooks and remote procedures of the app for Make, and its manifest. */
final class MakeFiles implements PlatformFiles {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CONNECTION = "gateway";

    /** Written by hand. */
    private static final String GENERAL = """
            {"base": "general/base.iml.json", "common": "general/common.json",
             "groups": "modules/groups.json", "readme": "README.md"}
            """;

    private static final String GROUPS = """
            [{"label": "Lookups", "modules": []}, {"label": "Watches", "modules": []}]
            """;

    @Override
    public String folder() {
        return "make";
    }

    @Override
    public Map<String, String> files(List<Step> steps) {
        App app = new App();
        ObjectNode connection =
                app.component("connection", CONNECTION, "TikTok Gateway").put("connectionType", "basic");
        app.handWritten("connection", CONNECTION, connection, "communication", "params");
        JsonNode groups = parse(GROUPS);
        for (Step step : steps) {
            ObjectNode module = app.component("module", step.id(), step.label()).put("description", step.description());
            if (step.isTrigger()) {
                addWebhook(app, step);
                module.put("moduleType", "instant_trigger").put("webhook", step.id());
            } else {
                module.put("moduleType", "search").put("connection", CONNECTION);
                if (MakeRequests.hasOneResult(step)) {
                    module.put("moduleType", "action").put("actionCrud", "read");
                }
            }
            app.code("module", step.id(), module, "communication", MakeRequests.module(step));
            app.code("module", step.id(), module, "staticParams", JSON.arrayNode());
            app.code(
                    "module",
                    step.id(),
                    module,
                    "mappableParams",
                    step.isTrigger() ? JSON.arrayNode() : MakeForms.parameters(step));
            app.code("module", step.id(), module, "interface", MakeForms.outputs(step));
            app.code("module", step.id(), module, "samples", MakeForms.sample(step));
            ((ArrayNode) groups.at(step.isTrigger() ? "/1/modules" : "/0/modules")).add(step.id());
        }
        MakeRequests.procedures().forEach((id, procedure) -> {
            ObjectNode rpc =
                    app.component("rpc", id, procedure.get("label").asText()).put("connection", CONNECTION);
            app.code("rpc", id, rpc, "communication", procedure.get("communication"));
            app.code("rpc", id, rpc, "params", JSON.arrayNode());
        });
        app.files.put("modules/groups.json", PlatformJson.text(groups));
        app.files.put("makecomapp.json", PlatformJson.text(app.manifest()));
        return app.files;
    }

    private static void addWebhook(App app, Step step) {
        ObjectNode webhook = app.component("webhook", step.id(), step.label())
                .put("webhookType", "web")
                .put("connection", CONNECTION);
        app.code("webhook", step.id(), webhook, "communication", MakeRequests.event());
        app.code("webhook", step.id(), webhook, "params", MakeForms.parameters(step));
        app.code("webhook", step.id(), webhook, "attach", MakeRequests.attach(step));
        app.code("webhook", step.id(), webhook, "detach", MakeRequests.detach());
    }

    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    /** The manifest and the files that it names. */
    private static final class App {

        private final Map<String, String> files = new TreeMap<>();
        private final ObjectNode components = JSON.objectNode();

        App() {
            List.of("connection", "webhook", "module", "rpc", "function", "endpoint")
                    .forEach(components::putObject);
        }

        ObjectNode component(String type, String id, String label) {
            ObjectNode component = JSON.objectNode().put("label", label);
            components.withObject('/' + type).set(id, component);
            return component;
        }

        void handWritten(String type, String id, ObjectNode component, String... codes) {
            for (String code : codes) {
                component.withObject("/codeFiles").put(code, path(type, id, code));
            }
        }

        void code(String type, String id, ObjectNode component, String code, JsonNode content) {
            handWritten(type, id, component, code);
            files.put(path(type, id, code), PlatformJson.text(content));
        }

        ObjectNode manifest() {
            ObjectNode manifest = JSON.objectNode().put("fileVersion", 1);
            manifest.set("generalCodeFiles", parse(GENERAL));
            manifest.set("components", components);
            manifest.putArray("origins");
            return manifest;
        }

        private static String path(String type, String id, String code) {
            return "%ss/%2$s/%2$s.%3$s.iml.json".formatted(type, kebab(id), kebab(code));
        }

        private static String kebab(String camel) {
            return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        }
    }
}
