package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SpecialSubject;
import io.github.cameltiktok.watch.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cloudevents.CloudEvent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Lookup results and watch events as CloudEvents, through routes. */
final class CloudEventsTest {

    private static final String CLOUD_EVENT = "tiktok:application-cloudevents";
    private static final String VIDEO = "7311111111111111111";
    private static final String VIDEO_SOURCE = "https://www.tiktok.com/@_/video/" + VIDEO;
    private static final String USER = "some.cook";
    private static final String USER_SOURCE = "https://www.tiktok.com/@" + USER;

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final Queue<Exchange> seen = new ConcurrentLinkedQueue<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final MemoryStateRepository snapshots = new MemoryStateRepository();
    private final TikTokComponent component = SandboxComponents.create(sandbox.get());

    @BeforeEach
    void start() {
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(5);
        component.setStateRepository(snapshots);
        context.addComponent("tiktok", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private static String subjectOption(TikTokResource resource) {
        return resource == TikTokResource.VIDEO ? "videoId=" + VIDEO : "handle=" + USER;
    }

    private Exchange lookUp(String uri) throws Exception {
        return lookUp(uri, exchange -> {});
    }

    /** Sends one lookup through a route that applies the step before the transformation. */
    private Exchange lookUp(String uri, Processor step) throws Exception {
        String name = "direct:lookup" + context.getRoutes().size();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(name).to(uri).process(step).transformDataType(CLOUD_EVENT);
            }
        });
        return context.createFluentProducerTemplate().to(name).send();
    }

    private Exchange watch(String uri) throws Exception {
        return watch(uri, exchange -> {});
    }

    private Exchange watch(String uri, Processor last) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&initialDelay=0&delay=50")
                        .routeId("watching")
                        .transformDataType(CLOUD_EVENT)
                        .process(seen::add)
                        .process(last);
            }
        });
        await().until(() -> !seen.isEmpty());
        return seen.element();
    }

    private static Object attribute(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    /** Returns all attributes except id and time, which differ in every run. */
    private static Map<String, Object> attributes(Exchange exchange) {
        Map<String, Object> attributes = new HashMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> {
            if (name.startsWith("CamelCloudEvent")) {
                attributes.put(name, value);
            }
        });
        attributes.remove(CloudEvent.CAMEL_CLOUD_EVENT_ID);
        attributes.remove(CloudEvent.CAMEL_CLOUD_EVENT_TIME);
        return attributes;
    }

    private static Map<String, Object> expected(TikTokResource resource, String verb, OutputFormat format) {
        boolean isVideo = resource == TikTokResource.VIDEO;
        Map<String, Object> attributes = new HashMap<>(Map.of(
                CloudEvent.CAMEL_CLOUD_EVENT_VERSION,
                "1.0",
                CloudEvent.CAMEL_CLOUD_EVENT_TYPE,
                "io.github.cameltiktok." + (isVideo ? "video." : "user.") + verb,
                CloudEvent.CAMEL_CLOUD_EVENT_SOURCE,
                isVideo ? VIDEO_SOURCE : USER_SOURCE,
                CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT,
                isVideo ? VIDEO : USER,
                CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE,
                "application/json"));
        if (format != OutputFormat.RAW) {
            attributes.put(
                    CloudEvent.CAMEL_CLOUD_EVENT_SCHEMA_URL, "urn:cameltiktok:tiktok-" + (isVideo ? "video" : "user"));
        }
        return attributes;
    }

    static Stream<Arguments> resourcesAndFormats() {
        return Stream.of(TikTokResource.values())
                .flatMap(resource -> Stream.of(OutputFormat.values()).map(format -> Arguments.of(resource, format)));
    }

    @ParameterizedTest
    @MethodSource("resourcesAndFormats")
    void lookupResultHasAllAttributes(TikTokResource resource, OutputFormat format) throws Exception {
        List<Object> before = new ArrayList<>();
        Instant start = Instant.now();

        Exchange event = lookUp(
                "tiktok:" + resource.uriName() + "?provider=apidirect&" + subjectOption(resource) + "&outputFormat="
                        + format,
                exchange -> before.add(exchange.getMessage().getBody()));

        assertThat(event.getException()).isNull();
        assertThat(attributes(event)).isEqualTo(expected(resource, "found", format));
        assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_ID)).asString().hasSize(36);
        assertThat(Instant.parse((String) attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_TIME)))
                .isBetween(start, Instant.now());
        assertThat(attribute(event, Exchange.CONTENT_TYPE)).isEqualTo("application/json");
        assertBody(event, before.get(0), format);
    }

    private static void assertBody(Exchange event, Object before, OutputFormat format) {
        Object body = event.getMessage().getBody();
        switch (format) {
            case POJO -> {
                TikTokRecord found = (TikTokRecord) before;
                assertThat(body).isEqualTo(TikTokJson.text(found));
                assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_TIME))
                        .isEqualTo(found.source().retrievedAt().toString());
            }
            case MAP -> assertThat(body).isEqualTo(TikTokJson.text((Map<?, ?>) before));
            case JSON, RAW -> assertThat(body).isSameAs(before);
        }
    }

    static Stream<Arguments> events() {
        return Stream.of(Event.values()).flatMap(event -> resourcesAndFormats()
                .map(Arguments::get)
                .map(others -> Arguments.of(event, others[0], others[1])));
    }

    @ParameterizedTest
    @MethodSource("events")
    void emittedEventHasAllAttributes(Event event, TikTokResource resource, OutputFormat format) throws Exception {
        boolean isGone = event == Event.DISAPPEARED;
        if (isGone) {
            sandbox.get().wireMock().stubFor(ApiDirectStubs.notFound(resource));
        }
        if (event != Event.FIRST) {
            String name = resource == TikTokResource.VIDEO ? "video:" + VIDEO : "user:" + USER;
            String counter = resource == TikTokResource.VIDEO ? "stats.plays" : "stats.followers";
            snapshots.setState(
                    "tiktok.watch.watching." + name,
                    "{\"at\":\"2026-11-24T12:00:00Z\",\"visible\":" + (event != Event.REAPPEARED) + ",\"fields\":{\""
                            + counter + "\":5}}");
        }
        Instant start = Instant.now();

        Exchange emitted = watch("tiktok:" + resource.uriName() + "?provider=apidirect&" + subjectOption(resource)
                + "&outputFormat=" + format);

        Map<String, Object> expected = expected(resource, event.name().toLowerCase(Locale.ROOT), format);
        if (isGone) {
            expected.remove(CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE);
            expected.remove(CloudEvent.CAMEL_CLOUD_EVENT_SCHEMA_URL);
            assertThat(emitted.getMessage().getBody()).isNull();
        } else {
            assertThat(emitted.getMessage().getBody())
                    .isInstanceOf(format == OutputFormat.RAW ? byte[].class : String.class);
        }
        assertThat(attributes(emitted)).isEqualTo(expected);
        assertThat(attribute(emitted, CloudEvent.CAMEL_CLOUD_EVENT_ID))
                .asString()
                .hasSize(36);
        assertThat(Instant.parse((String) attribute(emitted, CloudEvent.CAMEL_CLOUD_EVENT_TIME)))
                .isBetween(start, Instant.now());
    }

    @Test
    void unchangedPollHasTypeFound() throws Exception {
        watch("tiktok:user?provider=apidirect&emit=all&" + subjectOption(TikTokResource.USER));
        await().until(() -> seen.size() >= 3);

        assertThat(seen.stream().map(event -> attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_TYPE)))
                .startsWith(
                        "io.github.cameltiktok.user.first",
                        "io.github.cameltiktok.user.found",
                        "io.github.cameltiktok.user.found");
        assertThat(seen.stream().map(event -> attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_ID)))
                .doesNotHaveDuplicates();
    }

    @Test
    void everyChangeHasUniqueId() throws Exception {
        watch("tiktok:video?provider=apidirect&videoId=" + SpecialSubject.GROWING.videoId());
        await().until(() -> seen.size() >= 3);

        assertThat(seen.stream().map(event -> attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_ID)))
                .doesNotHaveDuplicates();
    }

    @Test
    void redeliveredEventKeepsId() throws Exception {
        watch("tiktok:user?provider=apidirect&" + subjectOption(TikTokResource.USER), exchange -> {
            if (seen.size() < 3) {
                throw new IllegalStateException("the broker is down");
            }
        });
        await().until(() -> seen.size() >= 3);

        assertThat(seen.stream()
                        .map(event -> attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_ID))
                        .distinct())
                .hasSize(1);
        assertThat(seen.stream()
                        .map(event -> attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_TIME))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void cachedResultKeepsId() throws Exception {
        component.getConfiguration().setCacheTtl(60_000);
        String uri = "tiktok:user?provider=apidirect&" + subjectOption(TikTokResource.USER);

        Object first = attribute(lookUp(uri), CloudEvent.CAMEL_CLOUD_EVENT_ID);
        Exchange again = lookUp(uri);

        assertThat(attribute(again, TikTokHeaders.CACHE_HIT)).isEqualTo(true);
        assertThat(attribute(again, CloudEvent.CAMEL_CLOUD_EVENT_ID)).isEqualTo(first);
    }

    @Test
    void twoLookupsOfSameSubjectHaveDifferentIds() throws Exception {
        String uri = "tiktok:user?provider=apidirect&" + subjectOption(TikTokResource.USER);

        assertThat(attribute(lookUp(uri), CloudEvent.CAMEL_CLOUD_EVENT_ID))
                .isNotEqualTo(attribute(lookUp(uri), CloudEvent.CAMEL_CLOUD_EVENT_ID));
    }

    @Test
    void sourceAndSubjectDoNotDependOnProvider() throws Exception {
        for (String provider : List.of("apidirect", "dumplingai", "peekalink")) {
            Exchange event = lookUp(
                    "tiktok:video?provider=" + provider + "&url=https://www.tiktok.com/@Some.Cook/video/" + VIDEO);

            assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_SOURCE)).isEqualTo(VIDEO_SOURCE);
            assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT)).isEqualTo(VIDEO);
        }
    }

    @Test
    void attributesSetByRouteAreKept() throws Exception {
        Map<String, Object> own = Map.of(
                CloudEvent.CAMEL_CLOUD_EVENT_ID, "17",
                CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "org.example.seen",
                CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, "/here",
                CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT, "me",
                CloudEvent.CAMEL_CLOUD_EVENT_TIME, "2026-01-01T00:00:00Z",
                CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "1.0.2",
                CloudEvent.CAMEL_CLOUD_EVENT_DATA_CONTENT_TYPE, "text/json",
                CloudEvent.CAMEL_CLOUD_EVENT_SCHEMA_URL, "https://example.org/schema");

        Exchange event = lookUp(
                "tiktok:user?provider=apidirect&" + subjectOption(TikTokResource.USER),
                exchange -> exchange.getMessage().getHeaders().putAll(own));

        assertThat(event.getMessage().getHeaders()).containsAllEntriesOf(own);
    }

    @Test
    void secondLookupOfRouteIsSeparateEvent() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("tiktok:user?provider=apidirect&initialDelay=0&" + subjectOption(TikTokResource.USER))
                        .transformDataType(CLOUD_EVENT)
                        .to("tiktok:video?provider=apidirect&outputFormat=raw&" + subjectOption(TikTokResource.VIDEO))
                        .transformDataType(CLOUD_EVENT)
                        .process(seen::add);
            }
        });
        await().until(() -> !seen.isEmpty());

        assertThat(attributes(seen.element())).isEqualTo(expected(TikTokResource.VIDEO, "found", OutputFormat.RAW));
    }

    @Test
    void transformedBodyIsNotNextSubject() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to("tiktok:video?provider=apidirect&" + subjectOption(TikTokResource.VIDEO))
                        .transformDataType(CLOUD_EVENT)
                        .to("tiktok:user?provider=apidirect")
                        .transformDataType(CLOUD_EVENT);
            }
        });

        Exchange event = context.createFluentProducerTemplate().to("direct:two").send();

        assertThat(event.getException()).isNull();
        assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_TYPE)).isEqualTo("io.github.cameltiktok.user.found");
    }

    @Test
    void secondTransformationChangesNothing() throws Exception {
        List<Map<String, Object>> headers = new ArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice")
                        .to("tiktok:user?provider=apidirect&" + subjectOption(TikTokResource.USER))
                        .transformDataType(CLOUD_EVENT)
                        .process(exchange ->
                                headers.add(new HashMap<>(exchange.getMessage().getHeaders())))
                        .transformDataType(CLOUD_EVENT);
            }
        });

        Exchange event =
                context.createFluentProducerTemplate().to("direct:twice").send();

        assertThat(event.getMessage().getHeaders()).isEqualTo(headers.get(0));
    }

    @Test
    void recordWithoutHeadersHasAllAttributes() throws Exception {
        for (TikTokResource resource : TikTokResource.values()) {
            Exchange event = lookUp(
                    "tiktok:" + resource.uriName() + "?provider=apidirect&" + subjectOption(resource),
                    exchange -> exchange.getMessage().removeHeaders("*"));

            assertThat(attributes(event)).isEqualTo(expected(resource, "found", OutputFormat.POJO));
        }
    }

    /** A consumer behind a queue receives headers and body, but no exchange properties. */
    @Test
    void copiedMessageHasSameTypeSourceAndSubject() throws Exception {
        Exchange producer =
                lookUp("tiktok:user?provider=apidirect&" + subjectOption(TikTokResource.USER) + "&outputFormat=raw");
        Map<String, Object> headers = new HashMap<>(producer.getMessage().getHeaders());
        headers.keySet().removeIf(name -> name.startsWith("CamelCloudEvent"));
        headers.put(TikTokHeaders.EVENT, "CHANGED");

        Exchange consumer = transform(exchange -> {
            exchange.getMessage().setBody(producer.getMessage().getBody());
            exchange.getMessage().setHeaders(headers);
        });

        Map<String, Object> expected = expected(TikTokResource.USER, "changed", OutputFormat.RAW);
        assertThat(attributes(consumer)).isEqualTo(expected);
        assertThat(attribute(consumer, CloudEvent.CAMEL_CLOUD_EVENT_ID))
                .asString()
                .hasSize(36);
        assertThat(attribute(consumer, CloudEvent.CAMEL_CLOUD_EVENT_TIME)).isNotNull();
    }

    private Exchange transform(Processor message) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:transform").transformDataType(CLOUD_EVENT);
            }
        });
        return context.createFluentProducerTemplate()
                .to("direct:transform")
                .withProcessor(message)
                .send();
    }

    @Test
    void unresolvedShortLinkIsSource() throws Exception {
        Exchange event = transform(exchange -> {
            exchange.getMessage().setHeader(TikTokHeaders.RESOURCE, "video");
            exchange.getMessage().setHeader(TikTokHeaders.EVENT, "DISAPPEARED");
            exchange.getMessage().setHeader(TikTokHeaders.URL, "https://vm.tiktok.com/ZMabcdef/");
        });

        assertThat(attributes(event))
                .isEqualTo(Map.of(
                        CloudEvent.CAMEL_CLOUD_EVENT_VERSION, "1.0",
                        CloudEvent.CAMEL_CLOUD_EVENT_TYPE, "io.github.cameltiktok.video.disappeared",
                        CloudEvent.CAMEL_CLOUD_EVENT_SOURCE, "https://vm.tiktok.com/ZMabcdef/"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    7311            | 7311      | https://www.tiktok.com/@_/video/7311
                    no.id           | no.id     | https://www.tiktok.com/
                                    |           | https://www.tiktok.com/
                    """)
    void malformedVideoIdIsKeptAsSubject(String id, String subject, String source) throws Exception {
        Exchange event = transform(exchange -> {
            exchange.getMessage().setHeader(TikTokHeaders.RESOURCE, "video");
            exchange.getMessage().setHeader(TikTokHeaders.VIDEO_ID, id);
        });

        assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_SUBJECT)).isEqualTo(subject);
        assertThat(attribute(event, CloudEvent.CAMEL_CLOUD_EVENT_SOURCE)).isEqualTo(source);
    }

    @Test
    void messageWithoutResourceIsRejected() throws Exception {
        Exchange event = transform(exchange -> exchange.getMessage().setBody("hello"));

        assertThat(event.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tiktok:application-cloudevents is for messages of tiktok:video and tiktok:user, whose header"
                                + " CamelTikTokResource says which, but here it is missing");
        assertThat(event.getMessage().getBody()).isEqualTo("hello");
        assertThat(attributes(event)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CamelTikTokResource, sound, here it is 'sound'",
        "CamelTikTokEvent, BORN, 'must be one of [FIRST, CHANGED, DISAPPEARED, REAPPEARED], but is ''BORN'''"
    })
    void invalidHeaderIsNamedInError(String header, String value, String error) throws Exception {
        Exchange event = transform(exchange -> {
            exchange.getMessage().setHeader(TikTokHeaders.RESOURCE, "user");
            exchange.getMessage().setHeader(header, value);
        });

        assertThat(event.getException(IllegalArgumentException.class))
                .hasMessageContaining(header)
                .hasMessageContaining(error);
    }

    @Test
    void yamlRouteTransformsResult() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("route.yaml", """
                - route:
                    from:
                      uri: direct:yaml
                      steps:
                        - to: "tiktok:user?provider=apidirect&handle=some.cook"
                        - transformDataType:
                            toType: "tiktok:application-cloudevents"
                """));

        Exchange event =
                context.createFluentProducerTemplate().to("direct:yaml").send();

        assertThat(attributes(event)).isEqualTo(expected(TikTokResource.USER, "found", OutputFormat.POJO));
        assertThat(event.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .startsWith("{\"id\":");
    }
}
