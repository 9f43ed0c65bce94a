package io.github.cameltiktok.kamelets;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs each Kamelet from the class path, in each form, against the sandbox. */
final class KameletRunTest {

    private static final String SPECIAL_KEY = "a+b&c%d #e=f%20g/h?i\"l)m";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void disableJmx() {
        context.disableJMX();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Arguments> kameletsInEachForm() {
        return KameletFile.all().flatMap(kamelet -> Stream.of(Form.values()).map(form -> Arguments.of(kamelet, form)));
    }

    @ParameterizedTest
    @MethodSource("kameletsInEachForm")
    void kameletReturnsNormalisedJson(KameletFile kamelet, Form form) throws Exception {
        form.add(context, kamelet, valid(kamelet));

        Message out = result(kamelet);

        assertThat(out.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        JsonNode json = KameletFile.parse(out.getBody(String.class));
        assertThat(json.path(kamelet.resource().equals("video") ? "id" : "handle")
                        .asText())
                .isEqualTo(kamelet.resource().equals("video") ? KameletUse.VIDEO_ID : "growing.fast");
        // Draft 7 has $id instead of id.
        JsonNode schema = ((ObjectNode) kamelet.tree().at("/spec/dataTypes/out/types/json/schema")).without("id");
        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                        .getSchema(schema)
                        .validate(json))
                .isEmpty();
        assertThat(kamelet.tree().at("/spec/dataTypes/out/headers").properties().stream()
                        .map(Map.Entry::getKey))
                .containsAll(out.getHeaders().keySet().stream()
                        .filter(name -> name.startsWith("CamelTikTok"))
                        .toList());
        assertThat(sandbox.get().calls()).hasSize(1);
    }

    static Stream<Arguments> keysInEachForm() {
        return kameletsInEachForm().flatMap(use -> Stream.of("RAW(" + SPECIAL_KEY + ")", "RAW({{key}})")
                .map(written -> Arguments.of(use.get()[0], use.get()[1], written)));
    }

    /** Only the key that is sent matters here: the sandbox rejects it. */
    @ParameterizedTest
    @MethodSource("keysInEachForm")
    void keyWithSpecialCharactersIsSentUnchanged(KameletFile kamelet, Form form, String written) throws Exception {
        property("key", SPECIAL_KEY);
        Map<String, String> properties = valid(kamelet);
        properties.put("apiKey", written);
        form.add(context, kamelet, properties);

        start(kamelet);

        assertThat(keysSent()).containsExactly(SPECIAL_KEY);
    }

    /** Camel encodes the properties of a Pipe. In the other forms a value is part of a URI. */
    @ParameterizedTest
    @EnumSource(names = "PIPE")
    void keyPlaceholderNeedsNoRawInPipe(Form form) throws Exception {
        property("key", SPECIAL_KEY);
        Map<String, String> properties = valid(action());
        properties.put("apiKey", "{{key}}");
        form.add(context, action(), properties);

        start(action());

        assertThat(keysSent()).containsExactly(SPECIAL_KEY);
    }

    @ParameterizedTest
    @EnumSource
    void keyIsReadFromKameletProperty(Form form) throws Exception {
        property("camel.kamelet.tiktok-video-action.apiKey", SPECIAL_KEY);
        Map<String, String> properties = valid(action());
        properties.remove("apiKey");
        form.add(context, action(), properties);

        start(action());

        assertThat(keysSent()).containsExactly(SPECIAL_KEY);
    }

    @ParameterizedTest
    @EnumSource
    void fallbackUsesKeysAndAddressesOfApplication(Form form) throws Exception {
        TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
        component.getApidirect().setApiKey("fail-402-insufficient_credit");
        component.getApidirect().setBaseUrl(sandbox.get().baseUrl("apidirect").toString());
        component.getDumplingai().setApiKey(sandbox.get().apiKey("dumplingai"));
        component.getDumplingai().setBaseUrl(sandbox.get().baseUrl("dumplingai").toString());
        form.add(context, action(), Map.of("provider", "apidirect,dumplingai"));

        Message out = result(action());

        assertThat(out.getHeader("CamelTikTokProvider")).isEqualTo("dumplingai");
    }

    @ParameterizedTest
    @EnumSource
    void emptyPropertyCountsAsNotSet(Form form) throws Exception {
        KameletFile source = KameletFile.load("tiktok-video-source");
        Map<String, String> properties = valid(source);
        source.properties().keySet().forEach(name -> properties.putIfAbsent(name, ""));
        properties.put("outputFormat", "json");
        form.add(context, source, properties);

        assertThat(result(source).getBody(String.class)).startsWith("{\"id\":\"7516594811734854943\"");
    }

    @ParameterizedTest
    @EnumSource
    void sourceKeepsSnapshotsInBean(Form form) throws Exception {
        MemoryStateRepository snapshots = new MemoryStateRepository();
        context.getRegistry().bind("snapshots", snapshots);
        KameletFile source = KameletFile.load("tiktok-user-source");
        Map<String, String> properties = valid(source);
        properties.put("stateRepository", "#bean:snapshots");
        // The state is kept by route id. Without one Camel generates another id at each start.
        properties.put("routeId", "creators");
        properties.put("minGrowth", "1000,stats.likes:5percent");
        properties.put("watch", "stats,bio");
        form.add(context, source, properties);

        assertThat(result(source).getHeader("CamelTikTokEvent")).isEqualTo("FIRST");

        await().untilAsserted(() -> assertThat(snapshots.getState("tiktok.watch.creators.user:growing.fast"))
                .isNotNull());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                KameletUse.VIDEO,
                "7516594811734854943",
                "{\"url\": \"" + KameletUse.VIDEO + "\", \"requestSource\": \"ZAPIER\"}",
                "{\"videoId\": \"7516594811734854943\"}"
            })
    void actionAcceptsBodiesOfComponent(String body) throws Exception {
        Form.JAVA.add(context, action(), valid(action()));
        context.start();

        Exchange answer = send(body);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader("CamelTikTokVideoId")).isEqualTo("7516594811734854943");
    }

    @Test
    void notFoundIsExceptionOfComponent() throws Exception {
        Form.YAML.add(context, action(), valid(action()));
        context.start();

        assertThat(send("7000000000000000404").getException())
                .extracting(failure -> failure.getClass().getSimpleName())
                .isEqualTo("TikTokNotFoundException");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void pipeConvertsToCloudEvents(KameletFile kamelet) throws Exception {
        String use = """
                ref:
                  kind: Kamelet
                  apiVersion: camel.apache.org/v1
                  name: %s
                properties:
                %s""".formatted(
                        kamelet,
                        valid(kamelet).entrySet().stream()
                                .map(property -> "  " + property.getKey() + ": '" + property.getValue() + "'")
                                .collect(Collectors.joining("\n")));
        String type = "dataTypes:\n  %s:\n    scheme: tiktok\n    format: application-cloudevents\n";
        String spec = kamelet.isSource()
                ? "  source:\n" + use.indent(4) + type.formatted("out").indent(4) + "  sink:\n    uri: mock:out\n"
                : "  source:\n    uri: direct:in\n  steps:\n    -\n" + use.indent(6) + "  sink:\n    uri: mock:out\n"
                        + type.formatted("in").indent(4);
        Form.load(context, "apiVersion: camel.apache.org/v1\nkind: Pipe\nmetadata:\n  name: used\nspec:\n" + spec);

        Message out = result(kamelet);

        Set<String> declared = new TreeSet<>();
        kamelet.tree()
                .at("/spec/dataTypes/out/types/cloudevents/headers")
                .properties()
                .forEach(header -> declared.add(header.getKey()));
        assertThat(out.getHeaders().keySet().stream().filter(name -> name.startsWith("CamelCloudEvent")))
                .containsExactlyInAnyOrderElementsOf(declared);
        assertThat(out.getHeader("CamelCloudEventType"))
                .isEqualTo("io.github.cameltiktok." + kamelet.resource() + (kamelet.isSource() ? ".first" : ".found"));
    }

    static Stream<KameletFile> kamelets() {
        return KameletFile.all();
    }

    private static KameletFile action() {
        return KameletFile.load("tiktok-video-action");
    }

    private static Map<String, String> valid(KameletFile kamelet) {
        return KameletUse.properties(kamelet, sandbox.get());
    }

    private void property(String name, String value) {
        context.getPropertiesComponent().addInitialProperty(name, value);
    }

    /** Starts the route, and returns its first message. */
    private Message result(KameletFile kamelet) throws Exception {
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMinimumMessageCount(1);
        start(kamelet);
        out.assertIsSatisfied();
        return out.getExchanges().get(0).getMessage();
    }

    private void start(KameletFile kamelet) throws Exception {
        context.start();
        if (!kamelet.isSource()) {
            send(KameletUse.subject(kamelet));
        }
    }

    private Exchange send(String body) {
        return context.createFluentProducerTemplate()
                .to("direct:in")
                .withBody(body)
                .send();
    }

    private static List<String> keysSent() {
        Sandbox running = sandbox.get();
        await().until(() -> !running.calls().isEmpty());
        return running.wireMock().findAll(anyRequestedFor(anyUrl())).stream()
                .map(request -> request.getHeader("X-API-Key"))
                .toList();
    }
}
