package io.github.cameltiktok;

import static io.github.cameltiktok.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SpecialSubject;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Meters in a Micrometer registry among Camel's beans. */
final class MetersTest {

    private static final String ID = "7516594811734854943";
    private static final String OTHER_ID = "7311111111111111111";
    private static final String APIDIRECT = "tiktok:video?provider=apidirect";
    private static final String USER = "tiktok:user?provider=apidirect";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SandboxCamelContext camel = new SandboxCamelContext(sandbox.get());

    @AfterEach
    void stop() {
        camel.close();
    }

    private void start() {
        camel.context.getRegistry().bind("someRegistry", registry);
        camel.start();
    }

    @Test
    void lookupsAreTimedByProviderResourceRequestSourceAndOutcome() {
        start();

        camel.expectFound(APIDIRECT, ID, "ZAPIER");
        camel.expectFound("tiktok:user?provider=peekalink", "@khaby.lame", null);
        camel.expectFailure(APIDIRECT, SpecialSubject.NOT_FOUND.videoId());

        assertThat(registry.get("tiktok.lookups")
                        .tags("provider", "apidirect", "resource", "video", "outcome", "found")
                        .tags("requestSource", "ZAPIER", "origin", "called")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("tiktok.lookups")
                        .tags("provider", "peekalink", "resource", "user", "requestSource", "API")
                        .timer()
                        .totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(registry.get("tiktok.lookups")
                        .tags("outcome", "not_found", "origin", "none")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("tiktok.requests").tags("outcome", "found").timers())
                .hasSize(2);
    }

    @Test
    void originSeparatesCachedAndCoalescedLookups() throws Exception {
        try (GatedProvider provider = new GatedProvider()) {
            provider.hold(handle -> true);
            camel.component.getApidirect().setBaseUrl(provider.baseUrl());
            start();
            CompletableFuture<Exchange> one = camel.sendAsync(USER, "@one");
            CompletableFuture<Exchange> same = camel.sendAsync(USER, "@one");
            provider.release();
            one.join();
            same.join();
            camel.expectFound(USER + "&cacheTtl=1m", "@two", null);
            camel.expectFound(USER + "&cacheTtl=1m", "@two", null);
        }

        assertThat(lookups("called")).isEqualTo(2);
        assertThat(lookups("merged")).isOne();
        assertThat(lookups("cached")).isOne();
        assertThat(registry.get("tiktok.requests").timer().count()).isEqualTo(2);
    }

    private long lookups(String origin) {
        return registry.get("tiktok.lookups").tag("origin", origin).timer().count();
    }

    @Test
    void successfulCallsCostDocumentedPriceAndFailedCallsNothing() {
        start();

        camel.expectFound(APIDIRECT, ID, "ZAPIER");
        camel.expectFound(APIDIRECT, OTHER_ID, "ZAPIER");
        camel.expectFound("tiktok:video?provider=dumplingai", ID, "MAKE_DOT_COM");
        camel.expectFound("tiktok:video?provider=peekalink", ID, "ZAPIER");
        camel.expectFailure(APIDIRECT, SpecialSubject.NOT_FOUND.videoId());

        assertThat(registry.get("tiktok.spend")
                        .tags("provider", "apidirect", "resource", "video", "requestSource", "ZAPIER", "unit", "USD")
                        .counter()
                        .count())
                .isEqualTo(0.012);
        assertThat(registry.get("tiktok.spend")
                        .tags("requestSource", "MAKE_DOT_COM", "unit", "credit")
                        .counter()
                        .count())
                .isEqualTo(10);
        assertThat(registry.get("tiktok.spend").counters()).hasSize(2);
    }

    @Test
    void settingsOfProviderOverrideDocumentedPrice() {
        start();
        camel.component.getDumplingai().setVideoPrice("0.05 EUR");
        camel.component.getPeekalink().setUserPrice("2 credit");

        camel.expectFound("tiktok:video?provider=dumplingai", ID, "ZAPIER");
        camel.expectFound("tiktok:user?provider=peekalink", "@khaby.lame", "ZAPIER");
        camel.expectFound("tiktok:video?provider=peekalink", ID, "ZAPIER");

        assertThat(registry.get("tiktok.spend").counters())
                .extracting(spend -> spend.getId().getTag("provider")
                        + ' '
                        + spend.count()
                        + ' '
                        + spend.getId().getTag("unit"))
                .containsExactlyInAnyOrder("dumplingai 0.05 EUR", "peekalink 2.0 credit");
    }

    @Test
    void retriesAreCountedAndEveryCallIsTimed() {
        start();

        camel.expectFailure(APIDIRECT + "&maxRetries=2&apiKey=fail-502-upstream_error", ID);

        assertThat(registry.get("tiktok.retries")
                        .tags("provider", "apidirect", "resource", "video", "requestSource", "API")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("tiktok.requests")
                        .tag("outcome", "unavailable")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(registry.get("tiktok.lookups").timer().count()).isOne();
    }

    @Test
    void rateLimitGaugeIsLastReportedValue() {
        start();

        camel.expectFound("tiktok:video?provider=dumplingai", ID, null);
        double before = gauge("tiktok.ratelimit.remaining", "dumplingai");
        camel.expectFound("tiktok:video?provider=dumplingai", OTHER_ID, null);

        assertThat(gauge("tiktok.ratelimit.remaining", "dumplingai"))
                .isPositive()
                .isEqualTo(before - 1);
    }

    @Test
    void gaugesReportInFlightAndQueuedCalls() throws Exception {
        try (GatedProvider provider = new GatedProvider()) {
            provider.hold(handle -> true);
            camel.component.getApidirect().setBaseUrl(provider.baseUrl());
            camel.component.getApidirect().setMaxConcurrentRequests(1L);
            start();
            CompletableFuture<Exchange> one = camel.sendAsync(USER, "@one");
            CompletableFuture<Exchange> two = camel.sendAsync(USER, "@two");

            await().untilAsserted(() -> {
                assertThat(gauge("tiktok.in.flight", "apidirect")).isOne();
                assertThat(gauge("tiktok.queue", "apidirect")).isOne();
            });
            provider.release();
            one.join();
            two.join();
        }
        await().untilAsserted(
                        () -> assertThat(gauge("tiktok.in.flight", "apidirect")).isZero());
        assertThat(gauge("tiktok.queue", "apidirect")).isZero();
    }

    @Test
    void gaugesExistBeforeFirstLookup() throws Exception {
        camel.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lookup").to(APIDIRECT);
            }
        });
        start();

        for (String name : List.of("tiktok.queue", "tiktok.in.flight", "tiktok.circuit.open")) {
            assertThat(gauge(name, "apidirect")).as(name).isZero();
        }
        assertThat(registry.get("tiktok.cache.size").gauge().value()).isZero();
    }

    @Test
    void callThatOutlivesItsLookupIsReportedWithPrice() {
        try (GatedProvider provider = new GatedProvider()) {
            provider.hold(handle -> true);
            camel.component.getApidirect().setBaseUrl(provider.baseUrl());
            start();
            camel.expectFailure(USER + "&deadline=1000", "@one");

            assertThat(registry.get("tiktok.lookups")
                            .tag("outcome", "unavailable")
                            .timer()
                            .count())
                    .isOne();
            provider.release();
            await().until(() -> registry.find("tiktok.spend").counters().stream()
                            .mapToDouble(Counter::count)
                            .sum()
                    == 0.006);
        }
        assertThat(registry.get("tiktok.requests")
                        .tag("outcome", "found")
                        .timer()
                        .count())
                .isOne();
    }

    @Test
    void circuitGaugeIsOneUntilClosed() {
        start();

        camel.expectFailure(APIDIRECT + "&apiKey=wrong", ID);
        assertThat(gauge("tiktok.circuit.open", "apidirect")).isOne();
        camel.component.closeCircuits();

        assertThat(gauge("tiktok.circuit.open", "apidirect")).isZero();
    }

    private double gauge(String name, String provider) {
        return registry.get(name).tag("provider", provider).gauge().value();
    }

    @Test
    void requestSourcesBeyondLimitAreOther() {
        start();

        for (int i = 0; i < 150; i++) {
            camel.expectFound(APIDIRECT + "&cacheTtl=1m", ID, "PLATFORM_" + i);
        }
        camel.expectFound(APIDIRECT + "&cacheTtl=1m", ID, "ZAPIER");

        assertThat(Search.in(registry).name("tiktok.lookups").timers().stream()
                        .map(timer -> timer.getId().getTag("requestSource"))
                        .distinct())
                .hasSizeBetween(99, 101)
                .contains("PLATFORM_0", "OTHER", "ZAPIER");
        assertThat(registry.get("tiktok.lookups")
                        .tag("requestSource", "OTHER")
                        .timer()
                        .count())
                .isEqualTo(150 - 97);
    }

    @Test
    void metersAreRemovedOnStopAndRegisteredOnStart() {
        start();
        camel.expectFound(APIDIRECT, ID, null);
        assertThat(registry.getMeters()).hasSizeGreaterThan(5);

        camel.component.stop();

        assertThat(registry.getMeters()).isEmpty();

        camel.component.start();
        camel.expectFound(APIDIRECT, ID, null);
        assertThat(lookups("called")).isOne();
        assertThat(gauge("tiktok.in.flight", "apidirect")).isZero();
    }

    @Test
    void metersDoNotShowKeyOrItsDigest() {
        start();
        camel.expectFound(APIDIRECT, ID, null);
        camel.expectFailure(APIDIRECT + "&apiKey=markedkey-wrong", ID);

        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .extracting(Meter.Id::getTags)
                .allSatisfy(tags -> assertThat(tags)
                        .allSatisfy(tag -> assertThat(tag.getKey())
                                .isIn(
                                        "camelContext",
                                        "component",
                                        "provider",
                                        "resource",
                                        "outcome",
                                        "requestSource",
                                        "origin",
                                        "unit"))
                        .allSatisfy(tag -> assertThat(tag.getValue()).hasSizeLessThan(20)));
        assertThat(registry.getMetersAsString())
                .doesNotContain("markedkey", sandbox.get().apiKey("apidirect"));
    }

    @Test
    void registryOfCamelMicrometerIsPreferred() {
        MeterRegistry named = new SimpleMeterRegistry();
        camel.context.getRegistry().bind("metricsRegistry", named);
        start();

        camel.expectFound(APIDIRECT, ID, null);

        assertThat(named.find("tiktok.lookups").timers()).hasSize(1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void compositeRegistryIsPreferredToItsParts() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        camel.context.getRegistry().bind("composite", composite);
        start();

        camel.expectFound(APIDIRECT, ID, null);

        assertThat(composite.find("tiktok.lookups").timers()).hasSize(1);
        assertThat(registry.get("tiktok.lookups").timer().count()).isOne();
    }

    @Test
    void severalUnnamedRegistriesReceiveNothing() {
        MeterRegistry another = new SimpleMeterRegistry();
        camel.context.getRegistry().bind("another", another);
        start();

        camel.expectFound(APIDIRECT, ID, null);

        assertThat(registry.getMeters()).isEmpty();
        assertThat(another.getMeters()).isEmpty();
    }

    @Test
    void metersAreSeparateByComponent() throws Exception {
        TikTokComponent another = SandboxComponents.create(sandbox.get());
        another.getApidirect().setMaxConcurrentRequests(1L);
        camel.context.addComponent("tiktok-agency", another);
        try (GatedProvider provider = new GatedProvider()) {
            provider.hold(handle -> true);
            another.getApidirect().setBaseUrl(provider.baseUrl());
            start();
            camel.expectFound(APIDIRECT, ID, null);
            CompletableFuture<Exchange> one = camel.sendAsync("tiktok-agency:user?provider=apidirect", "@one");
            CompletableFuture<Exchange> two = camel.sendAsync("tiktok-agency:user?provider=apidirect", "@two");

            await().untilAsserted(() -> {
                assertThat(gaugeOf("component", "tiktok-agency", "tiktok.queue"))
                        .isOne();
                assertThat(gaugeOf("component", "tiktok-agency", "tiktok.in.flight"))
                        .isOne();
            });
            assertThat(gaugeOf("component", "tiktok", "tiktok.queue")).isZero();
            provider.release();
            one.join();
            two.join();
        }
        assertThat(lookupsOf("component", "tiktok-agency")).isEqualTo(2);

        another.stop();

        assertThat(registry.find("tiktok.lookups")
                        .tag("component", "tiktok-agency")
                        .meters())
                .isEmpty();
        assertThat(lookupsOf("component", "tiktok")).isOne();
        assertThat(gaugeOf("component", "tiktok", "tiktok.in.flight")).isZero();
    }

    @Test
    void metersAreSeparateByContext() {
        camel.context.getCamelContextExtension().setName("first");
        start();
        camel.expectFound(APIDIRECT, ID, null);
        try (SandboxCamelContext another = new SandboxCamelContext(sandbox.get())) {
            another.context.getCamelContextExtension().setName("second");
            another.context.getRegistry().bind("someRegistry", registry);
            another.start();
            another.expectFailure(APIDIRECT + "&apiKey=wrong", ID);

            assertThat(gaugeOf("camelContext", "first", "tiktok.circuit.open")).isZero();
            assertThat(gaugeOf("camelContext", "second", "tiktok.circuit.open")).isOne();
            assertThat(lookupsOf("camelContext", "second")).isOne();
        }

        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> assertThat(
                        meter.getId().getTag("camelContext"))
                .isEqualTo("first"));
        assertThat(lookupsOf("camelContext", "first")).isOne();
        assertThat(registry.get("tiktok.spend").counter().count()).isEqualTo(0.006);
    }

    private double gaugeOf(String tag, String value, String name) {
        return registry.get(name).tag(tag, value).gauge().value();
    }

    private long lookupsOf(String tag, String value) {
        return registry.get("tiktok.lookups").tag(tag, value).timer().count();
    }

    @Test
    void lookupSurvivesRegistryThatRejectsMeter() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (id.getType() == Meter.Type.TIMER) {
                    throw new IllegalArgumentException("timers are rejected");
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
        start();

        camel.expectFound(APIDIRECT, ID, null);

        assertThat(camel.component.getLookupsTotal()).isOne();
    }
}
