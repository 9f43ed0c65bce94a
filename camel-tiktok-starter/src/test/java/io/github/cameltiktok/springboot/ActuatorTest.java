package io.github.cameltiktok.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Health, meters and console over HTTP, with the settings of application-actuator.yaml, which docs/guides/spring-boot.md shows. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.endpoints.web.exposure.include=health,metrics,camel,configprops")
@ActiveProfiles("actuator")
class ActuatorTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Autowired
    ProducerTemplate template;

    @Autowired
    TestRestTemplate http;

    @DynamicPropertySource
    static void useSandbox(DynamicPropertyRegistry registry) {
        String prefix = "camel.component.tiktok.apidirect.";
        registry.add(prefix + "base-url", () -> sandbox.get().baseUrl("apidirect"));
        registry.add(prefix + "api-key", () -> sandbox.get().apiKey("apidirect"));
    }

    @Test
    void refusedKeyIsInTheHealth() {
        JsonNode before = http.getForObject("/actuator/health/camelHealth", JsonNode.class);
        template.request("tiktok:video?provider=apidirect&apiKey=refused-key", exchange -> exchange.getMessage()
                .setBody("7516594811734854943"));
        JsonNode after = http.getForObject("/actuator/health/camelHealth", JsonNode.class);

        assertThat(before.path("status").asText()).isEqualTo("UP");
        assertThat(after.path("status").asText()).isEqualTo("DOWN");
        assertThat(after.path("details").toString())
                .contains("producer:tiktok:video")
                .doesNotContain("refused-key");
    }

    @Test
    void lookupIsCounted() {
        template.requestBody("direct:video", "7516594811734854943", TikTokVideo.class);

        JsonNode meter = http.getForObject("/actuator/metrics/tiktok.lookups?tag=outcome:found", JsonNode.class);
        assertThat(meter.at("/measurements/0/value").asInt()).isPositive();
    }

    @Test
    void consoleShowsProviders() {
        template.requestBody("direct:video", "7516594811734854943", TikTokVideo.class);

        String console = http.getForObject("/actuator/camel/tiktok", String.class);
        assertThat(console).contains("apidirect").doesNotContain(sandbox.get().apiKey("apidirect"));
    }

    @Test
    void configurationPropertiesShowNoKey() {
        String properties = http.getForObject("/actuator/configprops", String.class);

        assertThat(properties)
                .contains("camel.component.tiktok")
                .doesNotContain(sandbox.get().apiKey("apidirect"));
    }
}
