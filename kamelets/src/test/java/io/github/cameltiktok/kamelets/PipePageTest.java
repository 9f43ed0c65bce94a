package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Pipes of docs/start/first-pipe.md and of docs/reference/kamelets/tiktok-user-action.md return the output on the page. */
final class PipePageTest {

    private static final Pattern RUN = Pattern.compile(
            "<!-- send: (?<input>.+?) -->.*?```yaml\n(?<pipe>.*?)```.*?```json\n(?<output>.*?)```", Pattern.DOTALL);

    private static final Pattern FIRST_PIPE =
            Pattern.compile("```yaml\n(?<pipe>apiVersion.*?)```.*?```text\n(?<output>.*?)```", Pattern.DOTALL);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Test
    void actionReturnsOutputOfPage() throws Exception {
        Matcher run = RUN.matcher(Files.readString(Path.of("../docs/reference/kamelets/tiktok-user-action.md")));
        assertThat(run.find()).isTrue();
        assertThat(run.group("pipe")).contains("kind: Pipe");

        Exchange result;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.getPropertiesComponent()
                    .addInitialProperty("peekalink.key", sandbox.get().apiKey("peekalink"));
            context.getComponent("tiktok", TikTokComponent.class)
                    .getPeekalink()
                    .setBaseUrl(sandbox.get().baseUrl("peekalink").toString());
            Form.load(context, run.group("pipe"));
            context.start();
            result = context.createFluentProducerTemplate()
                    .to(context.getRoutes().stream()
                            .filter(route -> route.getRouteId().equals("creators"))
                            .findFirst()
                            .orElseThrow()
                            .getEndpoint())
                    .withBody(run.group("input"))
                    .send();
        }

        assertThat(result.getException()).isNull();
        assertThat(withoutTimes(KameletFile.parse(result.getMessage().getBody(String.class))))
                .isEqualTo(withoutTimes(KameletFile.parse(run.group("output"))));
        assertThat(result.getMessage().getHeader("CamelTikTokRequestSource")).isEqualTo("ZAPIER");
    }

    /** The text of the page with another port. The counters on the page come from a sandbox whose creators grow. */
    @Test
    void firstPipeReturnsRecordOfPage() throws Exception {
        String page = Files.readString(Path.of("../docs/start/first-pipe.md"));
        Matcher run = FIRST_PIPE.matcher(page);
        assertThat(run.find()).isTrue();
        String pipe = run.group("pipe")
                .replace("127.0.0.1:8089", "127.0.0.1:" + sandbox.get().port())
                .replaceFirst("uri: log:changed\n +properties:\n +plain: \"true\"", "uri: mock:changed");

        JsonNode record;
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            Form.load(context, pipe);
            MockEndpoint changed = context.getEndpoint("mock:changed", MockEndpoint.class);
            changed.expectedMinimumMessageCount(1);
            context.start();
            changed.assertIsSatisfied();
            record =
                    KameletFile.parse(changed.getExchanges().get(0).getMessage().getBody(String.class));
        }

        for (String name : List.of("id", "handle", "name")) {
            assertThat(run.group("output"))
                    .contains("\"" + name + "\":\"" + record.path(name).asText() + "\"");
        }
    }

    private static JsonNode withoutTimes(JsonNode json) {
        json.forEach(PipePageTest::withoutTimes);
        if (json instanceof ObjectNode object) {
            object.remove("retrievedAt");
            object.remove("expiresAt");
        }
        return json;
    }
}
