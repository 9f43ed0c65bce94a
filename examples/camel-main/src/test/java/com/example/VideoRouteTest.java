package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class VideoRouteTest {

    /** Emulates the providers on localhost: no key, no network, no cost. */
    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final Main main = new Main();

    @BeforeEach
    void start() {
        String prefix = "camel.component.tiktok.apidirect.";
        main.addOverrideProperty(prefix + "base-url", sandbox.get().baseUrl("apidirect").toString());
        main.addOverrideProperty(prefix + "api-key", sandbox.get().apiKey("apidirect"));
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void videoIsLookedUp() throws Exception {
        TikTokVideo video = main.getCamelTemplate()
                .requestBody("direct:video", "7516594811734854943", TikTokVideo.class);

        assertEquals("tiktok", video.author().handle());
        assertEquals(18_912_653, video.stats().plays());
    }
}
