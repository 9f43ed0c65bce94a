package io.github.cameltiktok.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A user's test of a route; docs/guides/spring-boot.md shows it. */
@SpringBootTest
class VideoRouteTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Autowired
    ProducerTemplate template;

    @DynamicPropertySource
    static void useSandbox(DynamicPropertyRegistry registry) {
        String prefix = "camel.component.tiktok.apidirect.";
        registry.add(prefix + "base-url", () -> sandbox.get().baseUrl("apidirect"));
        registry.add(prefix + "api-key", () -> sandbox.get().apiKey("apidirect"));
    }

    @Test
    void videoIsLookedUp() {
        String link = "https://www.tiktok.com/@tiktok/video/7516594811734854943";

        TikTokVideo video = template.requestBody("direct:video", link, TikTokVideo.class);

        assertThat(video.author().handle()).isEqualTo("tiktok");
        assertThat(sandbox.get().calls("apidirect")).isEqualTo(1);
    }
}
