package io.github.cameltiktok;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key goes to which provider, and that no key goes to another one. */
final class ApiKeyTest {

    private static final String ID = "7516594811734854943";
    private static final String ODD_KEY = "a+b&c%d#e=f%20g/h?i{j}$k\"l m";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();

    @BeforeEach
    void start() {
        component.getApidirect().setBaseUrl(sandbox.get().baseUrl("apidirect").toString());
        component.getDumplingai().setBaseUrl(sandbox.get().baseUrl("dumplingai").toString());
        component.getPeekalink().setBaseUrl(sandbox.get().baseUrl("peekalink").toString());
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void aMissingKeyIsToldAtStartUpWithTheNameOfItsProperty(String provider) {
        RouteBuilder route = new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:a").to("tiktok:video?provider=" + provider);
            }
        };

        assertThatThrownBy(() -> context.addRoutes(route))
                .rootCause()
                .isInstanceOf(TikTokCredentialsException.class)
                .hasMessageStartingWith("no API key for " + provider + ": set camel.component.tiktok." + provider
                        + ".api-key, or option apiKey");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void aMissingKeyOfTheProviderInTheHeaderIsToldBeforeAnyCall(String provider) {
        Exchange answer = ask("tiktok:video", Map.of(TikTokHeaders.PROVIDER, provider));

        assertThat(answer.getException())
                .isInstanceOf(TikTokCredentialsException.class)
                .hasMessageContaining("camel.component.tiktok." + provider + ".api-key")
                .hasMessageEndingWith("Nothing was sent.");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void aBlankKeyIsAMissingOne(String key) {
        component.getApidirect().setApiKey(key);

        assertThat(ask("tiktok:video", Map.of(TikTokHeaders.PROVIDER, "apidirect"))
                        .getException())
                .isInstanceOf(TikTokCredentialsException.class)
                .hasMessageContaining("no API key for apidirect");
    }

    @Test
    void aBlankKeyOfTheProviderDoesNotHideTheComponents() {
        component.getApidirect().setApiKey(" ");
        component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));

        assertThat(ask("tiktok:video?provider=apidirect", Map.of()).getException())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " marked-key",
                "marked-key ",
                "marked\tkey",
                "marked\nkey",
                "marked-k\u00e9y",
                "marked-key\r\nX-Evil: 1",
                "marked-key\u0000"
            })
    void aKeyThatCannotStandInAHeaderIsRefusedWithoutShowingIt(String key) {
        component.getApidirect().setApiKey(key);

        Exchange answer = ask("tiktok:video", Map.of(TikTokHeaders.PROVIDER, "apidirect"));

        assertThat(answer.getException())
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageContaining("apiKey must be printable ASCII characters without a blank at either end");
        assertThat(answer.getException())
                .hasStackTraceContaining("apiKey")
                .message()
                .doesNotContain("marked");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @Test
    void theEndpointsKeyIsNeverSentToTheProviderInTheHeader() {
        component.getDumplingai().setApiKey(sandbox.get().apiKey("dumplingai"));
        String uri = "tiktok:video?provider=apidirect&apiKey=endpoint-key";

        Exchange answer = ask(uri, Map.of(TikTokHeaders.PROVIDER, "dumplingai"));
        Exchange withoutKey = ask(uri, Map.of(TikTokHeaders.PROVIDER, "peekalink"));

        assertThat(answer.getException()).isNull();
        assertThat(withoutKey.getException()).isInstanceOf(TikTokCredentialsException.class);
        assertThat(sandbox.get().calls()).hasSize(1);
        sent(
                1,
                postRequestedFor(anyUrl()),
                "Authorization",
                "Bearer " + sandbox.get().apiKey("dumplingai"));
    }

    @Test
    void theEndpointsAddressIsNotThatOfTheProviderInTheHeader() {
        component.getDumplingai().setApiKey(sandbox.get().apiKey("dumplingai"));
        String uri = "tiktok:video?provider=apidirect&apiKey=k&baseUrl=http://127.0.0.1:1";

        assertThat(ask(uri, Map.of(TikTokHeaders.PROVIDER, "dumplingai")).getException())
                .isNull();
        assertThat(sandbox.get().calls("dumplingai")).isEqualTo(1);
    }

    @Test
    void theEndpointsKeyGoesBeforeTheProvidersAndThatBeforeTheComponents() {
        component.getConfiguration().setApiKey("component-key");
        component.getApidirect().setApiKey("provider-key");

        ask("tiktok:video?provider=apidirect&apiKey=endpoint-key", Map.of());
        ask("tiktok:video?provider=apidirect", Map.of());

        sent(1, getRequestedFor(anyUrl()), "X-API-Key", "endpoint-key");
        sent(1, getRequestedFor(anyUrl()), "X-API-Key", "provider-key");
        sent(0, getRequestedFor(anyUrl()), "X-API-Key", "component-key");
    }

    @Test
    void theComponentsKeyServesTheFirstProviderAndNoOther() {
        component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));

        assertThat(ask("tiktok:video?provider=apidirect", Map.of()).getException())
                .isNull();
        assertThat(ask("tiktok:user?provider=apidirect&handle=khaby.lame", Map.of())
                        .getException())
                .isNull();
        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=dumplingai")
                        .createProducer()
                        .start())
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageStartingWith("option apiKey of the component serves apidirect already and is not sent to"
                        + " dumplingai: set camel.component.tiktok.dumplingai.api-key");
        assertThat(sandbox.get().calls("dumplingai")).isZero();
    }

    @Test
    void theKeyOfTheComponentsProviderIsNeverSentToTheEndpoints() {
        component.getConfiguration().setProvider("apidirect");
        component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));
        component.getPeekalink().setApiKey(sandbox.get().apiKey("peekalink"));

        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=dumplingai")
                        .createProducer()
                        .start())
                .isInstanceOf(TikTokCredentialsException.class);
        assertThat(ask("tiktok:video?provider=peekalink", Map.of()).getException())
                .isNull();
        assertThat(ask("tiktok:video", Map.of()).getException()).isNull();
        assertThat(sandbox.get().calls("peekalink")).isEqualTo(1);
        assertThat(sandbox.get().calls("apidirect")).isEqualTo(1);
    }

    @Test
    void anOddKeyGoesThroughRaw() {
        ask("tiktok:video?provider=apidirect&apiKey=RAW(" + ODD_KEY + ")", Map.of());

        sent(1, getRequestedFor(anyUrl()), "X-API-Key", ODD_KEY);
    }

    @Test
    void anOddKeyGoesThroughTheParametersOfTheYamlDsl() throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("route.yaml", """
                        - route:
                            from:
                              uri: direct:yaml
                              steps:
                                - to:
                                    uri: tiktok:video
                                    parameters:
                                      provider: apidirect
                                      apiKey: '%s'
                        """.formatted(ODD_KEY)));

        ask("direct:yaml", Map.of());

        sent(1, getRequestedFor(anyUrl()), "X-API-Key", ODD_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{key}}", "RAW({{key}})", "%7B%7Bkey%7D%7D", "RAW(%7B%7Bkey%7D%7D)"})
    void aPlaceholderIsResolvedAlsoWhereAPipeHasEncodedIt(String placeholder) {
        context.getPropertiesComponent().addInitialProperty("key", "k-4711");

        ask("tiktok:video?provider=apidirect&apiKey=" + placeholder, Map.of());

        sent(1, getRequestedFor(anyUrl()), "X-API-Key", "k-4711");
    }

    @Test
    void settingsGoThroughThePropertiesOfCamelMain() throws Exception {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.addInitialProperty("camel.component.tiktok.apidirect.api-key", ODD_KEY.replace("{j}", ""));
        main.addInitialProperty(
                "camel.component.tiktok.apidirect.base-url",
                sandbox.get().baseUrl("apidirect").toString());
        main.addInitialProperty("camel.component.tiktok.apidirect.max-concurrent-requests", "2");
        main.addInitialProperty("camel.component.tiktok.apidirect.max-queued-requests", "7");
        main.addInitialProperty("camel.component.tiktok.provider", "apidirect");
        main.addInitialProperty("camel.component.tiktok.output-format", "json");
        main.addInitialProperty("camel.component.tiktok.deadline", "7s");
        main.start();
        try {
            TikTokComponent bound = main.getCamelContext().getComponent("tiktok", TikTokComponent.class);
            main.getCamelTemplate()
                    .send("tiktok:video", exchange -> exchange.getMessage().setBody(ID));

            assertThat(bound.getApidirect().getMaxConcurrentRequests()).isEqualTo(2);
            assertThat(bound.getApidirect().getMaxQueuedRequests()).isEqualTo(7);
            assertThat(bound.getConfiguration().getDeadline()).isEqualTo(7_000);
            assertThat(bound.getConfiguration().getOutputFormat()).isEqualTo(OutputFormat.JSON);
            sent(1, getRequestedFor(anyUrl()), "X-API-Key", ODD_KEY.replace("{j}", ""));
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "max-concurrent-requests, abc, 0 (or no number)",
        "max-concurrent-requests, 0, 0 (or no number)",
        "max-concurrent-requests, 4294967299, 4294967299",
        "max-queued-requests, 3.5, 0 (or no number)",
        "max-queued-requests, 4294967299, 4294967299",
    })
    void aWrongNumberInTheirPropertiesEndsTheStartUp(String property, String value, String shown) {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.addInitialProperty("camel.component.tiktok.apidirect." + property, value);
        try {
            assertThatThrownBy(main::start)
                    .rootCause()
                    .hasMessageStartingWith("option apidirect.max")
                    .hasMessageEndingWith("must be a whole number from 1 to 1000000, but was " + shown);
        } finally {
            main.stop();
        }
    }

    private Exchange ask(String uri, Map<String, Object> headers) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(uri.contains("handle") ? null : ID);
                    exchange.getMessage().setHeaders(headers);
                })
                .send();
    }

    private static void sent(int times, RequestPatternBuilder requests, String header, String value) {
        sandbox.get().wireMock().verify(times, requests.withHeader(header, equalTo(value)));
    }
}
