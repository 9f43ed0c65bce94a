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

/** Each Kamelet, off the class path, in each form, against the sandbox. */
final class KameletRunTest {

    private static final String ODD_KEY = "a+b&c%d #e=f%20g/h?i\"l)m";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void keepQuiet() {
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
    void answersWithTheNormalisedJson(KameletFile kamelet, Form form) throws Exception {
        form.add(context, kamelet, right(kamelet));

        Message out = result(kamelet);

        assertThat(out.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        JsonNode json = KameletFile.parse(out.getBody(String.class));
        assertThat(json.path(kamelet.resource().equals("video") ? "id" : "handle")
                        .asText())
                .isEqualTo(kamelet.resource().equals("video") ? KameletUse.VIDEO_ID : "growing.fast");
        // As draft 7 knows it, by another name.
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
        return kameletsInEachForm().flatMap(use -> Stream.of("RAW(" + ODD_KEY + ")", "RAW({{key}})")
                .map(written -> Arguments.of(use.get()[0], use.get()[1], written)));
    }

    /** The sandbox does not know this key, which is all the same here. */
    @ParameterizedTest
    @MethodSource("keysInEachForm")
    void anOddKeyArrivesUnchanged(KameletFile kamelet, Form form, String written) throws Exception {
        property("key", ODD_KEY);
        Map<String, String> properties = right(kamelet);
        properties.put("apiKey", written);
        form.add(context, kamelet, properties);

        start(kamelet);

        assertThat(keysSent()).containsExactly(ODD_KEY);
    }

    /** Camel encodes the properties of a Pipe, and in the other forms takes text for a part of a URI. */
    @ParameterizedTest
    @EnumSource(names = "PIPE")
    void aPlaceholderForAKeyNeedsNoRawInAPipe(Form form) throws Exception {
        property("key", ODD_KEY);
        Map<String, String> properties = right(action());
        properties.put("apiKey", "{{key}}");
        form.add(context, action(), properties);

        start(action());

        assertThat(keysSent()).containsExactly(ODD_KEY);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyCanBeAPropertyOfTheKamelet(Form form) throws Exception {
        property("camel.kamelet.tiktok-video-action.apiKey", ODD_KEY);
        Map<String, String> properties = right(action());
        properties.remove("apiKey");
        form.add(context, action(), properties);

        start(action());

        assertThat(keysSent()).containsExactly(ODD_KEY);
    }

    @ParameterizedTest
    @EnumSource
    void ofSeveralProvidersTheNextIsAskedWhereKeysAndAddressesAreTheApplications(Form form) throws Exception {
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
    void aPropertyThatIsEmptyIsOneThatIsNotSet(Form form) throws Exception {
        KameletFile source = KameletFile.load("tiktok-video-source");
        Map<String, String> properties = right(source);
        source.properties().keySet().forEach(name -> properties.putIfAbsent(name, ""));
        properties.put("outputFormat", "json");
        form.add(context, source, properties);

        assertThat(result(source).getBody(String.class)).startsWith("{\"id\":\"7516594811734854943\"");
    }

    @ParameterizedTest
    @EnumSource
    void aSourceKeepsWhatItHasToldInABean(Form form) throws Exception {
        MemoryStateRepository snapshots = new MemoryStateRepository();
        context.getRegistry().bind("snapshots", snapshots);
        KameletFile source = KameletFile.load("tiktok-user-source");
        Map<String, String> properties = right(source);
        properties.put("stateRepository", "#bean:snapshots");
        // Under this name. Camel makes up another one at each start otherwise.
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
    void anActionTakesWhatTheComponentTakes(String body) throws Exception {
        Form.JAVA.add(context, action(), right(action()));
        context.start();

        Exchange answer = ask(body);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader("CamelTikTokVideoId")).isEqualTo("7516594811734854943");
    }

    @Test
    void whatAnActionCannotFindIsTheComponentsOwnException() throws Exception {
        Form.YAML.add(context, action(), right(action()));
        context.start();

        assertThat(ask("7000000000000000404").getException())
                .extracting(failure -> failure.getClass().getSimpleName())
                .isEqualTo("TikTokNotFoundException");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void aPipeMakesCloudEventsOfThem(KameletFile kamelet) throws Exception {
        String use = """
                ref:
                  kind: Kamelet
                  apiVersion: camel.apache.org/v1
                  name: %s
                properties:
                %s""".formatted(
                        kamelet,
                        right(kamelet).entrySet().stream()
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

    private static Map<String, String> right(KameletFile kamelet) {
        return KameletUse.right(kamelet, sandbox.get());
    }

    private void property(String name, String value) {
        context.getPropertiesComponent().addInitialProperty(name, value);
    }

    /** Starts the route and returns the first message that comes out of it. */
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
            ask(KameletUse.subject(kamelet));
        }
    }

    private Exchange ask(String body) {
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
