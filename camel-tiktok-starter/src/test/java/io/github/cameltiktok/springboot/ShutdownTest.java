package io.github.cameltiktok.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The end of the application. */
final class ShutdownTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Test
    void lookupInFlightIsCompleted() throws Exception {
        sandbox.get().latency(Duration.ofSeconds(1));
        ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--camel.component.tiktok.apidirect.base-url="
                                + sandbox.get().baseUrl("apidirect"),
                        "--camel.component.tiktok.apidirect.api-key="
                                + sandbox.get().apiKey("apidirect"));
        CompletableFuture<TikTokVideo> video;
        try (application) {
            video = application
                    .getBean(ProducerTemplate.class)
                    .asyncRequestBody("direct:video", "7516594811734854943", TikTokVideo.class);
            await().until(() -> sandbox.get().calls("apidirect") == 1);
        }

        assertThat(video.get(10, TimeUnit.SECONDS).id()).isEqualTo("7516594811734854943");
    }
}
