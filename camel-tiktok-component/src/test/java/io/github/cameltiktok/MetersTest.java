package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SpecialSubject;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a Micrometer registry among Camel's beans gets to hear. */
final class MetersTest {

    private static final String ID = "7516594811734854943";
    private static final String OTHER_ID = "7311111111111111111";
    private static final String APIDIRECT = "tiktok:video?provider=apidirect";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WatchedCamel camel = new WatchedCamel(sandbox.get());

    @AfterEach
    void stop() {
        camel.close();
    }

    private void start() {
        camel.context.getRegistry().bind("someRegistry", registry);
        camel.start();
    }

    @Test
    void everyLookupIsTimedByWhoAnsweredWhatWasAskedWhoAskedAndHowItEnded() {
        start();

        camel.find(APIDIRECT, ID, "ZAPIER");
        camel.find("tiktok:user?provider=peekalink", "@khaby.lame", null);
        camel.fail(APIDIRECT, SpecialSubject.NOT_FOUND.videoId());

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
    void theOriginTellsWhatWasCachedAndWhatWasMerged() {
        start();
        sandbox.get().latency(Duration.ofMillis(300));

        CompletableFuture<Exchange> one = camel.send(APIDIRECT, ID);
        CompletableFuture<Exchange> another = camel.send(APIDIRECT, ID);
        one.join();
        another.join();
        camel.find(APIDIRECT + "&cacheTtl=1m", OTHER_ID, null);
        camel.find(APIDIRECT + "&cacheTtl=1m", OTHER_ID, null);

        assertThat(lookups("called")).isEqualTo(2);
        assertThat(lookups("merged")).isOne();
        assertThat(lookups("cached")).isOne();
        assertThat(registry.get("tiktok.requests").timer().count()).isEqualTo(2);
        // What may not be used again is thrown away a little later.
        await().until(() -> !registry.find("tiktok.requests")
                .tag("outcome", "found")
                .timers()
                .isEmpty());
    }

    private long lookups(String origin) {
        return registry.get("tiktok.lookups").tag("origin", origin).timer().count();
    }

    @Test
    void successfulCallsCostWhatTheProviderDocumentsAndFailedOnesNothing() {
        start();

        camel.find(APIDIRECT, ID, "ZAPIER");
        camel.find(APIDIRECT, OTHER_ID, "ZAPIER");
        camel.find("tiktok:video?provider=dumplingai", ID, "MAKE_DOT_COM");
        camel.find("tiktok:video?provider=peekalink", ID, "ZAPIER");
        camel.fail(APIDIRECT, SpecialSubject.NOT_FOUND.videoId());

        assertThat(registry.get("tiktok.spend")
                        .tags("provider", "apidirect", "resource", "video", "requestSource", "ZAPIER", "unit", "USD")
                        .counter()
                        .count())
                .isEqualTo(0.012);
        assertThat(registry.get("tiktok.spend")
                        .tags("requestSource", "MAKE_DOT_COM", "unit", "credit")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("tiktok.spend").counters()).hasSize(2);
    }

    @Test
    void aRetryIsCountedAndEachOfItsCallsTimed() {
        start();

        camel.fail(APIDIRECT + "&maxRetries=2&apiKey=fail-502-upstream_error", ID);

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
    void theRateLimitIsWhatTheProviderSaidLast() {
        start();

        camel.find("tiktok:video?provider=dumplingai", ID, null);
        double before = gauge("tiktok.ratelimit.remaining", "dumplingai");
        camel.find("tiktok:video?provider=dumplingai", OTHER_ID, null);

        assertThat(gauge("tiktok.ratelimit.remaining", "dumplingai"))
                .isPositive()
                .isEqualTo(before - 1);
    }

    @Test
    void theQueueShowsWhoIsServedAndWhoWaits() {
        camel.component.getApidirect().setMaxConcurrentRequests(1L);
        start();
        sandbox.get().latency(Duration.ofMillis(700));

        CompletableFuture<Exchange> one = camel.send(APIDIRECT, ID);
        CompletableFuture<Exchange> another = camel.send(APIDIRECT, OTHER_ID);

        await().untilAsserted(() -> {
            assertThat(gauge("tiktok.in.flight", "apidirect")).isOne();
            assertThat(gauge("tiktok.queue", "apidirect")).isOne();
        });
        one.join();
        another.join();
        await().untilAsserted(
                        () -> assertThat(gauge("tiktok.in.flight", "apidirect")).isZero());
        assertThat(gauge("tiktok.queue", "apidirect")).isZero();
    }

    @Test
    void gaugesAreThereBeforeTheFirstLookupOfARoute() throws Exception {
        camel.context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to(APIDIRECT);
            }
        });
        start();

        for (String name : List.of("tiktok.queue", "tiktok.in.flight", "tiktok.circuit.open")) {
            assertThat(gauge(name, "apidirect")).as(name).isZero();
        }
        assertThat(registry.get("tiktok.cache.size").gauge().value()).isZero();
    }

    @Test
    void callThatOutlivesItsLookupIsReportedWhenItEndsWithItsPrice() {
        start();
        sandbox.get().latency(Duration.ofSeconds(1));

        camel.fail(APIDIRECT + "&deadline=200", ID);

        assertThat(registry.get("tiktok.lookups")
                        .tag("outcome", "unavailable")
                        .timer()
                        .count())
                .isOne();
        await().until(() -> !registry.find("tiktok.requests")
                .tag("outcome", "found")
                .timers()
                .isEmpty());
        assertThat(registry.get("tiktok.spend").counter().count()).isEqualTo(0.006);
    }

    @Test
    void anOpenCircuitShowsUntilItIsClosed() {
        start();

        camel.fail(APIDIRECT + "&apiKey=wrong", ID);
        assertThat(gauge("tiktok.circuit.open", "apidirect")).isOne();
        camel.component.closeCircuits();

        assertThat(gauge("tiktok.circuit.open", "apidirect")).isZero();
    }

    private double gauge(String name, String provider) {
        return registry.get(name).tag("provider", provider).gauge().value();
    }

    @Test
    void platformsBeyondAHundredAreOneOther() {
        start();

        for (int i = 0; i < 150; i++) {
            camel.find(APIDIRECT + "&cacheTtl=1m", ID, "PLATFORM_" + i);
        }
        camel.find(APIDIRECT + "&cacheTtl=1m", ID, "ZAPIER");

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
    void metersLeaveWithTheComponentAndComeBackWithIt() {
        start();
        camel.find(APIDIRECT, ID, null);
        assertThat(registry.getMeters()).hasSizeGreaterThan(5);

        camel.component.stop();

        assertThat(registry.getMeters()).isEmpty();

        camel.component.start();
        camel.find(APIDIRECT, ID, null);
        assertThat(lookups("called")).isOne();
        assertThat(gauge("tiktok.in.flight", "apidirect")).isZero();
    }

    @Test
    void noMeterShowsAKeyOrADigestOfIt() {
        start();
        camel.find(APIDIRECT, ID, null);
        camel.fail(APIDIRECT + "&apiKey=markedkey-wrong", ID);

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
    void amongSeveralRegistriesTheOneThatCamelMicrometerUsesIsTaken() {
        MeterRegistry named = new SimpleMeterRegistry();
        camel.context.getRegistry().bind("metricsRegistry", named);
        start();

        camel.find(APIDIRECT, ID, null);

        assertThat(named.find("tiktok.lookups").timers()).hasSize(1);
        assertThat(registry.getMeters()).isEmpty();
    }

    @Test
    void aCompositeRegistryGoesBeforeItsParts() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        camel.context.getRegistry().bind("composite", composite);
        start();

        camel.find(APIDIRECT, ID, null);

        assertThat(composite.find("tiktok.lookups").timers()).hasSize(1);
        assertThat(registry.get("tiktok.lookups").timer().count()).isOne();
    }

    @Test
    void severalRegistriesOfWhichNoneIsNamedGetNothing() {
        MeterRegistry another = new SimpleMeterRegistry();
        camel.context.getRegistry().bind("another", another);
        start();

        camel.find(APIDIRECT, ID, null);

        assertThat(registry.getMeters()).isEmpty();
        assertThat(another.getMeters()).isEmpty();
    }

    @Test
    void twoComponentsOfOneContextHaveTheirOwnMeters() {
        TikTokComponent another = SandboxRoutes.component(sandbox.get());
        another.getApidirect().setMaxConcurrentRequests(1L);
        camel.context.addComponent("tiktok-agency", another);
        start();
        sandbox.get().latency(Duration.ofMillis(700));

        camel.find(APIDIRECT, ID, null);
        CompletableFuture<Exchange> one = camel.send("tiktok-agency:video?provider=apidirect", ID);
        CompletableFuture<Exchange> two = camel.send("tiktok-agency:video?provider=apidirect", OTHER_ID);

        await().untilAsserted(() -> {
            assertThat(gaugeOf("component", "tiktok-agency", "tiktok.queue")).isOne();
            assertThat(gaugeOf("component", "tiktok-agency", "tiktok.in.flight"))
                    .isOne();
        });
        assertThat(gaugeOf("component", "tiktok", "tiktok.queue")).isZero();
        one.join();
        two.join();
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
    void twoContextsHaveTheirOwnMeters() {
        camel.context.getCamelContextExtension().setName("first");
        start();
        camel.find(APIDIRECT, ID, null);
        try (WatchedCamel another = new WatchedCamel(sandbox.get())) {
            another.context.getCamelContextExtension().setName("second");
            another.context.getRegistry().bind("someRegistry", registry);
            another.start();
            another.fail(APIDIRECT + "&apiKey=wrong", ID);

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
    void aRegistryThatRefusesAMeterDoesNotKeepALookupFromItsEnd() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                if (id.getType() == Meter.Type.TIMER) {
                    throw new IllegalArgumentException("no timers here");
                }
                return MeterFilterReply.NEUTRAL;
            }
        });
        start();

        camel.find(APIDIRECT, ID, null);

        assertThat(camel.component.getLookupsTotal()).isOne();
    }
}
