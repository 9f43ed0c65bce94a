package io.github.cameltiktok.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first Pipe of docs/reference/kamelets/README.md returns the output on the page. */
final class PipePageTest {

    private static final Pattern RUN = Pattern.compile(
            "<!-- send: (?<input>.+?) -->.*?```yaml\n(?<pipe>.*?)```.*?```json\n(?<output>.*?)```", Pattern.DOTALL);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Test
    void pipeReturnsOutputOfPage() throws Exception {
        Matcher run = RUN.matcher(Files.readString(Path.of("../docs/reference/kamelets/README.md")));
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

    private static JsonNode withoutTimes(JsonNode json) {
        json.forEach(PipePageTest::withoutTimes);
        if (json instanceof ObjectNode object) {
            object.remove("retrievedAt");
            object.remove("expiresAt");
        }
        return json;
    }
}
