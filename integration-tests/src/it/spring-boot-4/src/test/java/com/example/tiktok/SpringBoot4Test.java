package com.example.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Properties, lookups, monitoring and threads, with the jars that were compiled for Spring Boot 3.5. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class SpringBoot4Test {

    private static final String LINK = "https://www.tiktok.com/@tiktok/video/7516594811734854943";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Autowired
    CamelContext context;

    @Autowired
    ProducerTemplate template;

    @Autowired
    Environment environment;

    @DynamicPropertySource
    static void useSandbox(DynamicPropertyRegistry registry) {
        String prefix = "camel.component.tiktok.apidirect.";
        registry.add(prefix + "base-url", () -> sandbox.get().baseUrl("apidirect"));
        registry.add(prefix + "api-key", () -> sandbox.get().apiKey("apidirect"));
    }

    @Test
    void versionsAreTheNewerOnes() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo("4.0.0");
        assertThat(context.getVersion()).isEqualTo("4.22.0");
    }

    @Test
    void propertiesReachTheComponent() {
        TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);

        assertThat(component.getConfiguration().getProvider()).isEqualTo("apidirect");
        assertThat(component.getConfiguration().getCacheTtl()).isEqualTo(5_400_000);
    }

    @Test
    void videoIsLookedUp() {
        TikTokVideo video = template.requestBody("direct:video", LINK, TikTokVideo.class);

        assertThat(video.author().handle()).isEqualTo("tiktok");
    }

    @Test
    void healthHasTheCheckOfTheEndpoint() throws Exception {
        assertThat(get("/actuator/health")).startsWith("{").contains("\"status\":\"UP\"").contains("producer:tiktok:video");
    }

    @Test
    void lookupIsCounted() throws Exception {
        template.requestBody("direct:video", LINK, TikTokVideo.class);

        assertThat(get("/actuator/metrics/tiktok.lookups")).contains("\"statistic\":\"COUNT\"");
    }

    @Test
    void consoleShowsTheProvider() throws Exception {
        template.requestBody("direct:video", LINK, TikTokVideo.class);

        assertThat(get("/actuator/camel/tiktok"))
                .contains("\"provider\":\"apidirect\"")
                .doesNotContain(sandbox.get().apiKey("apidirect"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void routeContinuesOnVirtualThread() {
        Exchange exchange = template.request(
                "direct:video", message -> message.getMessage().setBody("7000000000000000123"));

        assertThat(exchange.getMessage().getHeader("thread", String.class)).startsWith("VirtualThread[");
    }

    /** Returns the body of status 200. */
    private String get(String path) throws Exception {
        URI address = URI.create("http://localhost:" + environment.getProperty("local.server.port") + path);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
