package io.github.cameltiktok.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;

/** The counts by request source in docs/guides/control-cost.md, from lookups at the sandbox. */
final class SpendTable {

    private static final String NOT_FOUND = "7000000000000000404";

    private static final Map<String, List<String>> IDS = Map.of(
            "API", List.of("7311111111111111111", "7311111111111111112"),
            "MAKE_DOT_COM", List.of("7311111111111111113", "7311111111111111114", NOT_FOUND),
            "ZAPIER",
                    List.of(
                            "7311111111111111115",
                            "7311111111111111116",
                            "7311111111111111117",
                            "7311111111111111118",
                            "7311111111111111119",
                            "7311111111111111115"));

    private final Sandbox sandbox;

    SpendTable(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    String table() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| `requestSource` | lookups | failed | calls | cache hits | spend |",
                "| --- | ---: | ---: | ---: | ---: | ---: |"));
        try (CamelContext context = SandboxedContext.create(sandbox, null)) {
            context.start();
            IDS.forEach((source, ids) -> ids.forEach(id -> context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=apidirect&cacheTtl=10m")
                    .withHeader(TikTokHeaders.REQUEST_SOURCE, source)
                    .withBody(id)
                    .send()));
            DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("tiktok");
            JsonNode json = new ObjectMapper()
                    .readTree(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson())
                    .at("/components/0/requestSources");
            for (String source : IDS.keySet().stream().sorted().toList()) {
                rows.add(row(source, json));
            }
        }
        return String.join("\n", rows);
    }

    private static String row(String source, JsonNode sources) {
        for (JsonNode counts : sources) {
            if (counts.path("requestSource").asText().equals(source)) {
                return "| `" + source + "` | " + counts.path("lookups") + " | " + counts.path("failed") + " | "
                        + counts.path("calls") + " | " + counts.path("cacheHits") + " | "
                        + counts.path("spend").path("USD").asText() + " USD |";
            }
        }
        throw new AssertionError("no counts of " + source + " in " + sources);
    }
}
