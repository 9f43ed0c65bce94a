package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Checks the statements on API keys in docs/start/install.md. */
final class DocsKeysTest {

    private static final String KEY = "a+b&c%d=e";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @Test
    void keyInAPropertyKeepsSpecialCharacters() throws Exception {
        Properties properties = new Properties();
        properties.put("camel.component.tiktok.apidirect.api-key", KEY);
        properties.put(
                "camel.component.tiktok.apidirect.base-url",
                sandbox.get().baseUrl("apidirect").toString());
        Main main = new Main();
        main.setOverrideProperties(properties);
        try {
            main.start();
            ask(main.getCamelContext(), "tiktok:video?provider=apidirect");
        } finally {
            main.stop();
        }

        assertThat(keySent()).isEqualTo(KEY);
    }

    @Test
    void keyInAYamlParameterKeepsSpecialCharacters() throws Exception {
        try (CamelContext context = context()) {
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", """
                            - route:
                                from:
                                  uri: direct:ask
                                  steps:
                                    - to:
                                        uri: tiktok:video
                                        parameters:
                                          provider: apidirect
                                          apiKey: "a+b&c%d=e"
                            """));
            ask(context, "direct:ask");
        }

        assertThat(keySent()).isEqualTo(KEY);
    }

    @Test
    void keyInAnEndpointIsKeptByRawAroundAPlaceholder() throws Exception {
        assertThat(keySentBy("RAW({{key}})", KEY)).isEqualTo(KEY);
    }

    @Test
    void keyInAnEndpointWithoutRawLosesItsPlusSign() throws Exception {
        assertThat(keySentBy("{{key}}", "a+b")).isEqualTo("a b");
    }

    @Test
    void missingKeyFailsTheStartOfTheRoute() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), "")) {
            context.addRoutes(route("tiktok:video?provider=apidirect"));

            assertThatThrownBy(context::start).hasStackTraceContaining("no API key for apidirect");
        }
    }

    @Test
    void missingKeyFailsTheFirstMessageOfALazyProducer() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), "")) {
            context.addRoutes(route("tiktok:video?provider=apidirect&lazyStartProducer=true"));
            context.start();

            assertThatThrownBy(() -> context.createFluentProducerTemplate()
                            .to("direct:ask")
                            .withBody("7311111111111111111")
                            .request(String.class))
                    .hasStackTraceContaining("no API key for apidirect");
        }
    }

    @Test
    void keyOfTheComponentIsNotSentToASecondProvider() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
            component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));
            component.getApidirect().setApiKey(null);
            component.getPeekalink().setApiKey(null);
            context.addRoutes(route("tiktok:video?provider=apidirect"));
            context.start();
            ask(context, "direct:ask");

            assertThat(sandbox.get().billedCalls("apidirect")).isOne();
            assertThatThrownBy(() -> context.createFluentProducerTemplate()
                            .to("tiktok:video?provider=peekalink")
                            .withBody("7311111111111111111")
                            .request(String.class))
                    .hasStackTraceContaining("serves apidirect already and is not sent to peekalink");
        }
    }

    private static String keySentBy(String option, String key) throws Exception {
        try (CamelContext context = context()) {
            Properties properties = new Properties();
            properties.put("key", key);
            context.getPropertiesComponent().setInitialProperties(properties);
            context.addRoutes(route("tiktok:video?provider=apidirect&apiKey=" + option));
            context.start();
            ask(context, "direct:ask");
        }
        return keySent();
    }

    private static CamelContext context() {
        CamelContext context = SandboxedContext.create(sandbox.get(), null);
        context.start();
        return context;
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(uri);
            }
        };
    }

    /** The sandbox refuses an unknown key, which does not matter here. */
    private static void ask(CamelContext context, String uri) {
        context.createFluentProducerTemplate()
                .to(uri)
                .withBody("7311111111111111111")
                .send();
    }

    private static String keySent() {
        Sandbox running = sandbox.get();
        return running.wireMock()
                .findAll(WireMock.anyRequestedFor(WireMock.anyUrl()))
                .get(0)
                .getHeader("X-API-Key");
    }
}
