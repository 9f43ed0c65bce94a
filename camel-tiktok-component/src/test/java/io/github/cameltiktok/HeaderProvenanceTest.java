package io.github.cameltiktok;

import static io.github.cameltiktok.TikTokHeaders.HANDLE;
import static io.github.cameltiktok.TikTokHeaders.LOOKUP;
import static io.github.cameltiktok.TikTokHeaders.PROVIDER;
import static io.github.cameltiktok.TikTokHeaders.REQUEST_SOURCE;
import static io.github.cameltiktok.TikTokHeaders.URL;
import static io.github.cameltiktok.TikTokHeaders.VIDEO_ID;
import static io.github.cameltiktok.Waiting.await;
import static org.apache.camel.builder.Builder.constant;
import static org.apache.camel.builder.Builder.header;
import static org.apache.camel.builder.Builder.simple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.ProviderCall;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ClaimCheckOperation;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.model.language.MethodCallExpression;
import org.apache.camel.processor.aggregate.MemoryAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers set by a route are input of every following lookup; headers written by a lookup are not. */
final class HeaderProvenanceTest {

    private static final String A = "7321234567890123456";
    private static final String B = "7516594811734854943";
    private static final String MOBILE_LINK_OF_A = "https://m.tiktok.com/v/" + A + ".html";
    private static final String AUTHOR_OF_A = "zoe.travels";

    private static final String VIA_APIDIRECT = "tiktok:video?provider=apidirect";
    private static final String VIA_DUMPLINGAI = "tiktok:video?provider=dumplingai";
    private static final String VIA_PEEKALINK = "tiktok:video?provider=peekalink";

    /** Copies body and headers, but no exchange properties, as many examples do. */
    private static final AggregationStrategy BODY_AND_HEADERS = (original, resource) -> {
        original.getMessage().setBody(resource.getMessage().getBody());
        original.getMessage().setHeaders(resource.getMessage().getHeaders());
        return original;
    };

    /** The steps of a dynamic router. */
    public static final class Itinerary {

        public @Nullable String next(@ExchangeProperty(Exchange.SLIP_ENDPOINT) @Nullable String previous) {
            return previous == null ? "direct:first" : previous.contains("first") ? "direct:second" : null;
        }
    }

    private static final AggregationStrategy OLDEST = (older, newer) -> older == null ? newer : older;

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @AfterEach
    void removeRoutes() throws Exception {
        for (String id : List.of("lookups", "first", "second", "queue", "aggregate")) {
            if (camel.context().getRoute(id) != null) {
                camel.context().getRouteController().stopRoute(id);
                camel.context().removeRoute(id);
            }
        }
    }

    private interface Steps {

        void addTo(RouteDefinition route);
    }

    /**
     * A route with its expected calls.
     *
     * @param calls provider and subject of each call
     */
    private record Row(String name, Map<String, Object> headers, Object body, Steps steps, List<String> calls) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row(
                        "header of caller is input of both lookups into variables",
                        Map.of(VIDEO_ID, A),
                        B,
                        route -> route.toV(VIA_APIDIRECT, null, "first").toV(VIA_DUMPLINGAI, null, "second"),
                        List.of("apidirect " + A, "dumplingai " + A)),
                new Row(
                        "header of caller is input although the result has the same value",
                        Map.of(VIDEO_ID, A),
                        B,
                        route -> route.to(VIA_APIDIRECT)
                                .setBody()
                                .constant(B)
                                .to(VIA_DUMPLINGAI)
                                .setBody()
                                .constant(B)
                                .to(VIA_PEEKALINK),
                        List.of("apidirect " + A, "dumplingai " + A, "peekalink " + A)),
                new Row(
                        "header of caller is input although the result has another value",
                        Map.of(URL, MOBILE_LINK_OF_A),
                        B,
                        route -> route.to(VIA_APIDIRECT).setBody().constant(B).to(VIA_DUMPLINGAI + "&videoId=" + B),
                        List.of("apidirect " + A, "dumplingai " + A)),
                new Row(
                        "removed header of caller is no input",
                        Map.of(VIDEO_ID, A),
                        null,
                        route -> route.to(VIA_APIDIRECT)
                                .removeHeader(VIDEO_ID)
                                .setBody()
                                .constant(B)
                                .to(VIA_DUMPLINGAI),
                        List.of("apidirect " + A, "dumplingai " + B)),
                new Row(
                        "header of route replaces another header of caller",
                        Map.of(VIDEO_ID, A),
                        null,
                        route -> route.to(VIA_APIDIRECT)
                                .setHeader(URL)
                                .constant("https://www.tiktok.com/@/video/" + B)
                                .to(VIA_DUMPLINGAI)
                                .to(VIA_PEEKALINK),
                        List.of("apidirect " + A, "dumplingai " + B, "peekalink " + B)),
                new Row(
                        "provider of caller applies to all lookups",
                        Map.of(PROVIDER, "dumplingai"),
                        A,
                        route -> route.to(VIA_APIDIRECT).to(VIA_PEEKALINK).to("tiktok:user"),
                        List.of("dumplingai " + A, "dumplingai " + A, "dumplingai " + AUTHOR_OF_A)),
                new Row(
                        "provider list of caller applies to all lookups",
                        Map.of(PROVIDER, "dumplingai, peekalink"),
                        A,
                        route -> route.to(VIA_APIDIRECT).to(VIA_APIDIRECT),
                        List.of("dumplingai " + A, "dumplingai " + A)),
                new Row(
                        "provider set by route to the value of the result is input",
                        Map.of(),
                        A,
                        route -> route.to(VIA_APIDIRECT)
                                .setHeader(PROVIDER)
                                .constant("apidirect")
                                .to(VIA_DUMPLINGAI)
                                .to(VIA_PEEKALINK),
                        List.of("apidirect " + A, "apidirect " + A, "apidirect " + A)),
                new Row(
                        "id set by route to the value of the result is input",
                        Map.of(),
                        A,
                        route -> route.to(VIA_APIDIRECT)
                                .setHeader(VIDEO_ID)
                                .simple("${body.id}")
                                .setBody()
                                .constant(B)
                                .to(VIA_DUMPLINGAI),
                        List.of("apidirect " + A, "dumplingai " + A)),
                new Row(
                        "id restored by route after another lookup is input",
                        Map.of(),
                        A,
                        route -> route.to(VIA_APIDIRECT)
                                .setProperty("id")
                                .header(VIDEO_ID)
                                .to(VIA_DUMPLINGAI + "&videoId=" + B)
                                .setHeader(VIDEO_ID)
                                .exchangeProperty("id")
                                .to(VIA_PEEKALINK + "&videoId=" + B),
                        List.of("apidirect " + A, "dumplingai " + B, "peekalink " + A)),
                new Row(
                        "tiktok:user ignores video of caller and uses author",
                        Map.of(URL, MOBILE_LINK_OF_A),
                        null,
                        route -> route.to(VIA_DUMPLINGAI).to("tiktok:user?provider=dumplingai"),
                        List.of("dumplingai " + A, "dumplingai " + AUTHOR_OF_A)),
                new Row(
                        "video of caller is input again after another subject",
                        Map.of(VIDEO_ID, A),
                        null,
                        route -> route.to(VIA_DUMPLINGAI)
                                .to("tiktok:user?provider=dumplingai&handle=some.cook")
                                .to(VIA_PEEKALINK),
                        List.of("dumplingai " + A, "dumplingai some.cook", "peekalink " + A)),
                new Row(
                        "handle and video in headers do not conflict",
                        Map.of(VIDEO_ID, A, HANDLE, "no handle at all"),
                        B,
                        route -> route.to(VIA_APIDIRECT),
                        List.of("apidirect " + A)),
                new Row(
                        "handle in header does not override video of option",
                        Map.of(HANDLE, "some.cook"),
                        null,
                        route -> route.to(VIA_APIDIRECT + "&videoId=" + A).to("tiktok:user?provider=dumplingai"),
                        List.of("apidirect " + A, "dumplingai some.cook")),
                new Row(
                        "tiktok:video ignores handle in body",
                        Map.of(),
                        Map.of("url", MOBILE_LINK_OF_A, "username", "A Name With Blanks"),
                        route -> route.to(VIA_APIDIRECT),
                        List.of("apidirect " + A)),
                new Row(
                        "tiktok:user ignores video in body",
                        Map.of(),
                        Map.of("url", MOBILE_LINK_OF_A, "username", "some.cook"),
                        route -> route.to("tiktok:user?provider=dumplingai"),
                        List.of("dumplingai some.cook")),
                new Row(
                        "each loop iteration looks up its own header",
                        Map.of(),
                        null,
                        route -> route.loop(2)
                                .process(exchange -> exchange.getMessage()
                                        .setHeader(
                                                VIDEO_ID,
                                                exchange.getProperty(ExchangePropertyKey.LOOP_INDEX, 0, Integer.class)
                                                                == 0
                                                        ? A
                                                        : B))
                                .toD(VIA_APIDIRECT)
                                .end(),
                        List.of("apidirect " + A, "apidirect " + B)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void headerSetByCallerOrRouteIsInputForEveryFollowingLookup(Row row) throws Exception {
        add("lookups", row.steps());

        Exchange answer = camel.send("direct:lookups", row.body(), row.headers());

        assertThat(answer.getException()).isNull();
        assertCalls(row.calls());
    }

    /** Routing of a message from the first lookup to the second. */
    private enum Hop {
        SAME_ROUTE(route -> route.to("direct:first").to("direct:second")),
        TO_D(route -> route.toD("direct:first").toD("direct:${header.route}")),
        TO_V(route -> route.to("direct:first").toV("direct:second", null, "second")),
        LOOP(route -> route.to("direct:first").loop(1).to("direct:second").end()),
        LOOP_OF_A_COPY(route ->
                route.to("direct:first").loop(1).copy().to("direct:second").end()),
        MULTICAST(route ->
                route.to("direct:first").multicast().to("direct:second").end()),
        PARALLEL_MULTICAST(route -> route.to("direct:first")
                .multicast()
                .parallelProcessing()
                .to("direct:second")
                .end()),
        SPLIT(route ->
                route.to("direct:first").split().body().to("direct:second").end()),
        WIRE_TAP(route -> route.to("direct:first").wireTap("direct:second").end()),
        CLAIM_CHECK(route -> route.to("direct:first")
                .claimCheck(ClaimCheckOperation.Push)
                .removeHeaders("CamelTikTok*")
                .setBody()
                .constant("something else")
                .claimCheck(ClaimCheckOperation.Pop)
                .to("direct:second")),
        RECIPIENT_LIST(route -> route.to("direct:first").recipientList(constant("direct:second"))),
        ROUTING_SLIP(route -> route.routingSlip(constant("direct:first,direct:second"))),
        DYNAMIC_ROUTER(route -> route.dynamicRouter(new MethodCallExpression(new Itinerary()))),
        IDEMPOTENT_CONSUMER(route -> route.to("direct:first")
                .idempotentConsumer(header(VIDEO_ID), MemoryIdempotentRepository.memoryIdempotentRepository())
                .to("direct:second")
                .end()),
        RESEQUENCER(route -> route.to("direct:first")
                .resequence(header(VIDEO_ID))
                .batch()
                .timeout(50)
                .to("direct:second")),
        THREADS(route -> route.to("direct:first").threads(1).to("direct:second")),
        DO_TRY(route -> route.to("direct:first")
                .doTry()
                .throwException(new IllegalStateException("failure after the lookup"))
                .doCatch(IllegalStateException.class)
                .to("direct:second")
                .end()),
        MARSHALLED(route -> route.to("direct:first")
                .marshal()
                .json(JsonLibrary.Jackson)
                .setBody(simple("${null}"))
                .to("direct:second")),
        SEDA(route -> route.to("direct:first").to(ExchangePattern.InOut, "seda:queue")),
        ENRICH(route -> route.enrich("direct:first").to("direct:second")),
        ENRICH_WITH_BODY_AND_HEADERS(
                route -> route.enrich("direct:first", BODY_AND_HEADERS).to("direct:second")),
        TEMPLATE_WITH_THE_HEADERS_OF_A_RESULT(route -> route.process(exchange -> {
            ProducerTemplate template = exchange.getContext().createProducerTemplate();
            Exchange first = template.send("direct:first", request -> request.getMessage()
                    .setBody(exchange.getMessage().getBody()));
            template.requestBodyAndHeaders(
                    "direct:second",
                    first.getMessage().getBody(),
                    first.getMessage().getHeaders());
        })),
        AGGREGATION_REPOSITORY_WITHOUT_PROPERTIES(
                route -> route.to("direct:first").to("direct:aggregate").to("direct:aggregate")),
        PERSISTENT_AGGREGATION_REPOSITORY(
                route -> route.to("direct:first").to("direct:aggregate").to("direct:aggregate")),
        SERIALIZED(route -> route.to("direct:first")
                .process(exchange -> {
                    Exchange copy = SerializedExchange.copyOf(exchange);
                    exchange.getMessage().setBody(copy.getMessage().getBody());
                    exchange.getMessage().setHeaders(copy.getMessage().getHeaders());
                })
                .to("direct:second"));

        private final Steps steps;

        Hop(Steps steps) {
            this.steps = steps;
        }

        boolean isSerializing() {
            return this == SERIALIZED || this == PERSISTENT_AGGREGATION_REPOSITORY;
        }
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void secondLookupUsesNewBodyAndOwnProvider(Hop hop) throws Exception {
        runHop(hop, second -> second.setBody().constant("@some.cook").to("tiktok:user?provider=dumplingai"));

        assertCalls(List.of("apidirect " + A, "dumplingai some.cook"));
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void secondLookupUsesOptionAndOwnProvider(Hop hop) throws Exception {
        runHop(hop, second -> second.toD("tiktok:video?provider=dumplingai&videoId=" + B));

        assertCalls(List.of("apidirect " + A, "dumplingai " + B));
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void secondVideoLookupDefaultsToSameVideo(Hop hop) throws Exception {
        runHop(hop, second -> second.to(VIA_DUMPLINGAI));

        assertCalls(List.of("apidirect " + A, "dumplingai " + A));
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void secondCreatorLookupDefaultsToAuthor(Hop hop) throws Exception {
        runHop(hop, second -> second.setHeader("author").header(HANDLE).to("tiktok:user?provider=dumplingai"));

        assertThat(camel.sandbox().calls()).extracting(ProviderCall::resource).containsExactly("video", "user");
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void providerHeaderSetToSameValueIsInput(Hop hop) throws Exception {
        assumeThat(hop.isSerializing()).as("serialization keeps only values").isFalse();
        runHop(hop, second -> second.setHeader(PROVIDER).constant("apidirect").to(VIA_DUMPLINGAI));

        assertCalls(List.of("apidirect " + A, "apidirect " + A));
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void providerHeaderSetToAnotherValueIsInput(Hop hop) throws Exception {
        runHop(hop, second -> second.setHeader(PROVIDER).constant("peekalink").to(VIA_DUMPLINGAI));

        assertCalls(List.of("apidirect " + A, "peekalink " + A));
    }

    @ParameterizedTest
    @EnumSource(Hop.class)
    void providerAndRequestSourceSetBeforeFirstLookupApplyToSecond(Hop hop) throws Exception {
        addFirst(first -> first.setHeader(PROVIDER)
                .constant("dumplingai,peekalink")
                .setHeader(REQUEST_SOURCE)
                .constant("ZAPIER")
                .to(VIA_APIDIRECT));
        runHop(hop, second -> second.to("tiktok:video?provider=apidirect&requestSource=N8N"));

        assertCalls(List.of("dumplingai " + A, "dumplingai " + A));
        assertThat(camel.sandbox().calls())
                .allSatisfy(call -> assertThat(call.body()).contains("ZAPIER"));
    }

    @Test
    void lookupHeaderReadsAsText() {
        Exchange answer = camel.send(VIA_DUMPLINGAI, A, Map.of(PROVIDER, "dumplingai,peekalink"));

        CharSequence header = answer.getMessage().getHeader(LOOKUP, CharSequence.class);
        String text = answer.getMessage().getHeader(LOOKUP, String.class);
        assertThat(text)
                .contains(
                        "CamelTikTokVideoId=" + A,
                        "CamelTikTokProvider=dumplingai",
                        "PROVIDER=CamelTikTokProvider%3Ddumplingai%2Cpeekalink")
                .doesNotContain("\n", " ");
        assertThat(header).hasToString(text).hasSameSizeAs(text);
        assertThat(header.subSequence(1, 5)).hasToString(text.substring(1, 5));
        assertThat(header.charAt(3)).isEqualTo(text.charAt(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "&", "A=%", "VIDEO=x", "=", "CamelTikTokUrl"})
    void foreignLookupHeaderIsIgnored(String header) {
        Exchange answer = camel.send(VIA_APIDIRECT, B, Map.of(VIDEO_ID, A, LOOKUP, header));

        assertThat(answer.getException()).isNull();
        assertCalls(List.of("apidirect " + A));
    }

    @Test
    void removedLookupHeaderIsForgotten() throws Exception {
        add("lookups", route -> route.to(VIA_APIDIRECT)
                .removeHeaders("CamelTikTok*")
                .setBody()
                .constant(B)
                .to(VIA_DUMPLINGAI));

        Exchange answer = camel.send("direct:lookups", null, Map.of(VIDEO_ID, A));

        assertCalls(List.of("apidirect " + A, "dumplingai " + B));
        assertThat(answer.getMessage().getBody(TikTokVideo.class).id()).isEqualTo(B);
    }

    private static void runHop(Hop hop, Steps second) throws Exception {
        if (camel.context().getRoute("first") == null) {
            addFirst(first -> first.to(VIA_APIDIRECT));
        }
        add("second", second);
        if (hop == Hop.SEDA) {
            camel.context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("seda:queue?pollTimeout=20").routeId("queue").to("direct:second");
                }
            });
        }
        if (hop.name().contains("REPOSITORY")) {
            add("aggregate", route -> route.aggregate(OLDEST)
                    .constant(true)
                    .completionSize(2)
                    .aggregationRepository(new Repository(hop.isSerializing()))
                    .to("direct:second"));
        }
        add("lookups", hop.steps);

        Exchange answer = camel.send("direct:lookups", A, Map.of("route", "second"));

        assertThat(answer.getException()).isNull();
        await().until(() -> camel.sandbox().calls().size() >= 2);
    }

    private static void addFirst(Steps steps) throws Exception {
        add("first", steps);
    }

    private static void add(String id, Steps steps) throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.addTo(from("direct:" + id).routeId(id));
            }
        });
    }

    private static void assertCalls(List<String> expected) {
        List<ProviderCall> calls = camel.sandbox().calls();
        assertThat(calls).hasSameSizeAs(expected);
        IntStream.range(0, expected.size()).forEach(i -> {
            String[] providerAndSubject = expected.get(i).split(" ");
            assertThat(calls.get(i).provider()).isEqualTo(providerAndSubject[0]);
            assertThat(calls.get(i).path() + calls.get(i).body()).contains(providerAndSubject[1]);
        });
    }

    /** Stores body and headers of an exchange, in memory or as persistent repositories such as JDBC do. */
    private static final class Repository extends MemoryAggregationRepository {

        private final boolean isSerializing;

        Repository(boolean isSerializing) {
            this.isSerializing = isSerializing;
        }

        @Override
        public Exchange add(CamelContext context, String key, Exchange exchange) {
            Exchange copy = isSerializing ? SerializedExchange.copyOf(exchange) : new DefaultExchange(context);
            if (!isSerializing) {
                copy.getMessage().setBody(exchange.getMessage().getBody());
                copy.getMessage().setHeaders(exchange.getMessage().getHeaders());
            }
            // The aggregator needs this property.
            copy.setProperty(
                    ExchangePropertyKey.AGGREGATED_SIZE, exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE));
            return super.add(context, key, copy);
        }
    }
}
