package com.example.tiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.sandbox.SandboxExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LookupControllerTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Autowired
    TestRestTemplate http;

    @DynamicPropertySource
    static void useSandbox(DynamicPropertyRegistry registry) {
        String prefix = "camel.component.tiktok.apidirect.";
        registry.add(prefix + "base-url", () -> sandbox.get().baseUrl("apidirect"));
        registry.add(prefix + "api-key", () -> sandbox.get().apiKey("apidirect"));
    }

    @Test
    void videoIsReturnedAsJson() {
        JsonNode video = http.getForObject("/videos/7516594811734854943", JsonNode.class);

        assertThat(video.at("/author/handle").asText()).isEqualTo("tiktok");
        assertThat(video.at("/stats/plays").asLong()).isPositive();
    }

    @Test
    void creatorIsReturnedAsJson() {
        JsonNode creator = http.getForObject("/creators/@khaby.lame", JsonNode.class);

        assertThat(creator.at("/handle").asText()).isEqualTo("khaby.lame");
    }

    @Test
    void equalLookupsAreOneCall() {
        http.getForObject("/creators/@some.cook", JsonNode.class);
        http.getForObject("/creators/@some.cook", JsonNode.class);

        assertThat(sandbox.get().calls("apidirect")).isEqualTo(1);
    }

    @Test
    void textThatIsNoVideoIsABadRequest() {
        ResponseEntity<JsonNode> answer = http.getForEntity("/videos/no-id", JsonNode.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(answer.getBody().path("detail").asText()).contains("no-id");
        assertThat(sandbox.get().calls("apidirect")).isZero();
    }

    @Test
    void missingVideoIsNotFound() {
        ResponseEntity<JsonNode> answer = http.getForEntity("/videos/7000000000000000404", JsonNode.class);

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void healthIsUp() {
        assertThat(http.getForObject("/actuator/health", JsonNode.class).path("status").asText())
                .isEqualTo("UP");
    }
}
