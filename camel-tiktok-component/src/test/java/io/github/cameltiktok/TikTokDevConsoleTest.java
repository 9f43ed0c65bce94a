package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.sandbox.SandboxExtension;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The developer console {@code tiktok}, resolved by name. */
final class TikTokDevConsoleTest {

    private static final String ID = "7516594811734854943";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SandboxCamelContext camel = new SandboxCamelContext(sandbox.get());

    @AfterEach
    void stop() {
        camel.close();
    }

    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(camel.context).resolveDevConsole("tiktok");
    }

    private JsonNode json() throws Exception {
        String json = ((JsonObject) console().call(DevConsole.MediaType.JSON)).toJson();
        return new ObjectMapper().readTree(json).path("components").path(0);
    }

    private void lookUp() {
        camel.component.getApidirect().setMaxRequestsPerDay(10L);
        camel.start();
        camel.expectFound("tiktok:video?provider=dumplingai&cacheTtl=1m", ID, "ZAPIER");
        camel.expectFound("tiktok:video?provider=dumplingai&cacheTtl=1m", ID, "ZAPIER");
        camel.expectFailure("tiktok:user?provider=apidirect&apiKey=wrong", "@khaby.lame");
    }

    @Test
    void consoleIsRegisteredByName() {
        assertThat(console().getGroup()).isEqualTo("camel");
        assertThat(console().getId()).isEqualTo("tiktok");
        assertThat(console().getDisplayName()).isEqualTo("TikTok");
        assertThat(console().getDescription()).isNotBlank();
    }

    @Test
    void jsonReportsCountsByProviderAndRequestSource() throws Exception {
        lookUp();

        JsonNode tiktok = json();

        assertThat(tiktok.path("component").asText()).isEqualTo("tiktok");
        assertThat(tiktok.path("lookups").asInt()).isEqualTo(3);
        assertThat(tiktok.path("failed").asInt()).isEqualTo(1);
        assertThat(tiktok.path("outcomes").toString()).isEqualTo("{\"found\":2,\"credentials\":1}");
        assertThat(tiktok.path("calls").asInt()).isEqualTo(2);
        assertThat(tiktok.path("cacheHits").asInt()).isEqualTo(1);
        assertThat(tiktok.path("cacheSize").asInt()).isPositive();
        assertThat(tiktok.path("spend").path("credit").asInt()).isEqualTo(10);
        assertThat(tiktok.path("providers").findValuesAsText("provider")).containsExactly("apidirect", "dumplingai");
        assertThat(tiktok.path("providers").path(1).path("rateLimitRemaining").asInt())
                .isPositive();
        assertThat(tiktok.path("requestSources").findValuesAsText("requestSource"))
                .containsExactly("API", "ZAPIER");
    }

    @Test
    void jsonReportsCircuitBreakersQueuesAndQuotas() throws Exception {
        lookUp();

        JsonNode tiktok = json();

        JsonNode open = tiktok.path("circuits").path(0);
        assertThat(open.path("provider").asText()).isEqualTo("apidirect");
        assertThat(open.path("state").asText()).isEqualTo("OPEN");
        assertThat(open.path("until").asText()).matches("20\\S+Z");
        assertThat(open.path("reason").asText()).isNotBlank();
        assertThat(tiktok.path("queues").path(0).toString())
                .isEqualTo(
                        "{\"provider\":\"apidirect\",\"resource\":\"user\",\"places\":3,\"inFlight\":0,\"waiting\":0}");
        assertThat(tiktok.path("budgets").path(0).toString())
                .isEqualTo("{\"provider\":\"apidirect\",\"today\":1,\"perDay\":10,\"thisMonth\":1}");
    }

    @Test
    void textReportsSameValues() {
        lookUp();

        assertThat(console().call(DevConsole.MediaType.TEXT).toString())
                .contains(
                        "component: tiktok",
                        "lookups: 3",
                        "spend: {credit=10}",
                        "circuits:\n    provider=apidirect state=OPEN until=20",
                        "    provider=dumplingai state=CLOSED",
                        "queues:\n    provider=apidirect resource=user places=3 inFlight=0 waiting=0",
                        "requestSource=ZAPIER lookups=2 failed=0 outcomes={found=2} calls=1")
                .doesNotContain("wrong", sandbox.get().apiKey("dumplingai"));
    }

    @Test
    void stoppedComponentReportsCounts() throws Exception {
        lookUp();
        camel.component.stop();

        assertThat(json().path("lookups").asInt()).isEqualTo(3);
        assertThat(json().has("queues")).isFalse();
    }
}
