package io.github.cameltiktok.endpointdsl;

import static io.github.cameltiktok.endpointdsl.StaticEndpointBuilders.tiktok;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.StaticEndpointBuilders;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Routes with typed endpoints, run at the sandbox. */
final class EndpointDslTest {

    private static final String LINK = "https://www.tiktok.com/@tiktok/video/7516594811734854943";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private MockEndpoint changed;

    @AfterEach
    void stop() {
        context.stop();
    }

    @BeforeEach
    void start() throws Exception {
        TikTokComponent component = new TikTokComponent();
        component.getApidirect().setBaseUrl(sandbox.get().baseUrl("apidirect").toString());
        component.getApidirect().setApiKey(sandbox.get().apiKey("apidirect"));
        component.getDumplingai().setBaseUrl(sandbox.get().baseUrl("dumplingai").toString());
        component.getDumplingai().setApiKey(sandbox.get().apiKey("dumplingai"));
        context.addComponent("tiktok", component);
        context.disableJMX();
        context.addRoutes(new TypedRoutes());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:changed").to("mock:changed");
            }
        });
        changed = context.getEndpoint("mock:changed", MockEndpoint.class);
        changed.expectedBodiesReceived("FIRST");
        changed.setResultWaitTime(60_000);
        context.start();
    }

    @Test
    void typedProducerLooksUpVideoOnce() {
        for (int i = 0; i < 2; i++) {
            TikTokVideo video = context.createProducerTemplate().requestBody("direct:video", LINK, TikTokVideo.class);

            assertThat(video.author().handle()).isEqualTo("tiktok");
        }
        assertThat(sandbox.get().calls())
                .filteredOn(call -> call.resource().equals("video"))
                .hasSize(1);
    }

    @Test
    void typedConsumerEmitsMessageWithNamedHeader() throws Exception {
        changed.assertIsSatisfied();
    }

    @Test
    void staticBuilderMakesEndpointUri() {
        assertThat(tiktok("video").provider("apidirect").outputFormat("json").getRawUri())
                .isEqualTo("tiktok://video?outputFormat=json&provider=apidirect");
        assertThat(StaticEndpointBuilders.direct("video").getRawUri()).isEqualTo("direct://video");
    }

    @Test
    void jarHasNoClassOfCamel() throws IOException {
        Path classes = Path.of(System.getProperty("basedir", ""), "target/classes");
        try (Stream<Path> files = Files.walk(classes)) {
            assertThat(files.filter(file -> file.toString().endsWith(".class")))
                    .hasSizeGreaterThan(10)
                    .allMatch(file -> file.startsWith(classes.resolve("io/github/cameltiktok/endpointdsl")));
        }
    }
}
