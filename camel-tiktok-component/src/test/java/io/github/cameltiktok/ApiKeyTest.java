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
import org.junit.jupiter.params.provider.ValueSource;

/** Each API key is sent only to its provider. */
final class ApiKeyTest {

    private static final String ID = "7516594811734854943";
    private static final String SPECIAL_KEY = "a+b&c%d#e=f%20g/h?i{j}$k\"l m";

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
    void missingKeyFailsStartAndNamesProperty(String provider) {
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
    @ValueSource(strings = {"api-key", "apiKey"})
    void keyThatIsSetButNotBoundIsNamedWithStarter(String option) {
        String property = "camel.component.tiktok.apidirect." + option;
        context.getPropertiesComponent().addInitialProperty(property, "marked-key");

        assertThat(send("tiktok:video", Map.of(TikTokHeaders.PROVIDER, "apidirect"))
                        .getException())
                .isInstanceOf(TikTokCredentialsException.class)
                .hasMessage("no API key for apidirect: " + property
                        + " is set, but Spring Boot passes it on only with camel-tiktok-starter"
                        + " (without Spring Boot, Camel Main does). Nothing was sent.");
    }

    @Test
    void blankPropertyIsNotNamedAsSet() {
        context.getPropertiesComponent().addInitialProperty("camel.component.tiktok.apidirect.api-key", " ");

        assertThat(send("tiktok:video", Map.of(TikTokHeaders.PROVIDER, "apidirect"))
                        .getException())
                .hasMessageStartingWith("no API key for apidirect: set camel.component.tiktok.apidirect.api-key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void missingKeyOfHeaderProviderIsRejectedWithoutCall(String provider) {
        Exchange answer = send("tiktok:video", Map.of(TikTokHeaders.PROVIDER, provider));

        assertThat(answer.getException())
                .isInstanceOf(TikTokCredentialsException.class)
                .hasMessageContaining("camel.component.tiktok." + provider + ".api-key")
                .hasMessageEndingWith("Nothing was sent.");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void blankKeyCountsAsMissing(String key) {
        component.getApidirect().setApiKey(key);

        assertThat(send("tiktok:video", Map.of(TikTokHeaders.PROVIDER, "apidirect"))
                        .getException())
                .isInstanceOf(TikTokCredentialsException.class)
                .hasMessageContaining("no API key for apidirect");
    }

    @Test
    void blankProviderKeyFallsBackToComponentKey() {
        component.getApidirect().setApiKey(" ");
        component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));

        assertThat(send("tiktok:video?provider=apidirect", Map.of()).getException())
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
    void keyWithIllegalHeaderCharactersIsRejectedAndNotShown(String key) {
        component.getApidirect().setApiKey(key);

        Exchange answer = send("tiktok:video", Map.of(TikTokHeaders.PROVIDER, "apidirect"));

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
    void endpointKeyIsNotSentToHeaderProvider() {
        component.getDumplingai().setApiKey(sandbox.get().apiKey("dumplingai"));
        String uri = "tiktok:video?provider=apidirect&apiKey=endpoint-key";

        Exchange answer = send(uri, Map.of(TikTokHeaders.PROVIDER, "dumplingai"));
        Exchange withoutKey = send(uri, Map.of(TikTokHeaders.PROVIDER, "peekalink"));

        assertThat(answer.getException()).isNull();
        assertThat(withoutKey.getException()).isInstanceOf(TikTokCredentialsException.class);
        assertThat(sandbox.get().calls()).hasSize(1);
        verifySent(
                1,
                postRequestedFor(anyUrl()),
                "Authorization",
                "Bearer " + sandbox.get().apiKey("dumplingai"));
    }

    @Test
    void endpointBaseUrlIsNotUsedForHeaderProvider() {
        component.getDumplingai().setApiKey(sandbox.get().apiKey("dumplingai"));
        String uri = "tiktok:video?provider=apidirect&apiKey=k&baseUrl=http://127.0.0.1:1";

        assertThat(send(uri, Map.of(TikTokHeaders.PROVIDER, "dumplingai")).getException())
                .isNull();
        assertThat(sandbox.get().calls("dumplingai")).isEqualTo(1);
    }

    @Test
    void endpointKeyOverridesProviderKeyAndProviderKeyComponentKey() {
        component.getConfiguration().setApiKey("component-key");
        component.getApidirect().setApiKey("provider-key");

        send("tiktok:video?provider=apidirect&apiKey=endpoint-key", Map.of());
        send("tiktok:video?provider=apidirect", Map.of());

        verifySent(1, getRequestedFor(anyUrl()), "X-API-Key", "endpoint-key");
        verifySent(1, getRequestedFor(anyUrl()), "X-API-Key", "provider-key");
        verifySent(0, getRequestedFor(anyUrl()), "X-API-Key", "component-key");
    }

    @Test
    void componentKeyServesOnlyFirstProvider() {
        component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));

        assertThat(send("tiktok:video?provider=apidirect", Map.of()).getException())
                .isNull();
        assertThat(send("tiktok:user?provider=apidirect&handle=khaby.lame", Map.of())
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
    void componentProviderKeyIsNotSentToEndpointProvider() {
        component.getConfiguration().setProvider("apidirect");
        component.getConfiguration().setApiKey(sandbox.get().apiKey("apidirect"));
        component.getPeekalink().setApiKey(sandbox.get().apiKey("peekalink"));

        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=dumplingai")
                        .createProducer()
                        .start())
                .isInstanceOf(TikTokCredentialsException.class);
        assertThat(send("tiktok:video?provider=peekalink", Map.of()).getException())
                .isNull();
        assertThat(send("tiktok:video", Map.of()).getException()).isNull();
        assertThat(sandbox.get().calls("peekalink")).isEqualTo(1);
        assertThat(sandbox.get().calls("apidirect")).isEqualTo(1);
    }

    @Test
    void specialCharactersSurviveRaw() {
        send("tiktok:video?provider=apidirect&apiKey=RAW(" + SPECIAL_KEY + ")", Map.of());

        verifySent(1, getRequestedFor(anyUrl()), "X-API-Key", SPECIAL_KEY);
    }

    @Test
    void specialCharactersSurviveYamlParameters() throws Exception {
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
                        """.formatted(SPECIAL_KEY)));

        send("direct:yaml", Map.of());

        verifySent(1, getRequestedFor(anyUrl()), "X-API-Key", SPECIAL_KEY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{key}}", "RAW({{key}})", "%7B%7Bkey%7D%7D", "RAW(%7B%7Bkey%7D%7D)"})
    void plainAndEncodedPlaceholdersAreResolved(String placeholder) {
        context.getPropertiesComponent().addInitialProperty("key", "k-4711");

        send("tiktok:video?provider=apidirect&apiKey=" + placeholder, Map.of());

        verifySent(1, getRequestedFor(anyUrl()), "X-API-Key", "k-4711");
    }

    @Test
    void camelMainPropertiesSetProviderAndComponentOptions() throws Exception {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.addInitialProperty("camel.component.tiktok.apidirect.api-key", SPECIAL_KEY.replace("{j}", ""));
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
            verifySent(1, getRequestedFor(anyUrl()), "X-API-Key", SPECIAL_KEY.replace("{j}", ""));
        } finally {
            main.stop();
        }
    }

    private Exchange send(String uri, Map<String, Object> headers) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(uri.contains("handle") ? null : ID);
                    exchange.getMessage().setHeaders(headers);
                })
                .send();
    }

    private static void verifySent(int times, RequestPatternBuilder requests, String header, String value) {
        sandbox.get().wireMock().verify(times, requests.withHeader(header, equalTo(value)));
    }
}
