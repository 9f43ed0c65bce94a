package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameltiktok.internal.lookup.metrics.LookupListener;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.dumplingai.DumplingAi;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** State that chains share, and how long it lives. */
final class LookupEngineTest {

    private final RawHttpServer server = RawHttpServer.responding(200, EngineFixture.USER);
    private final EngineFixture fixture = new EngineFixture();
    private final LookupSettings settings = LookupSettings.to(server.uri());

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    @Test
    void queuesAreSortedByProviderAndResource() {
        LookupSettings dumplingAi = LookupSettings.to(server.uri()).provider(new DumplingAi());
        fixture.engine.lookup(dumplingAi.forVideos());
        fixture.engine.lookup(settings.forVideos());
        fixture.engine.lookup(dumplingAi.forUsers());
        fixture.engine.lookup(settings.forUsers());

        assertThat(fixture.engine.queues())
                .extracting(Bulkhead.Status::provider, Bulkhead.Status::resource)
                .containsExactly(
                        tuple("apidirect", "user"),
                        tuple("apidirect", "video"),
                        tuple("dumplingai", "user"),
                        tuple("dumplingai", "video"));
    }

    @Test
    void circuitsOfAPlanAreInItsOrderAndNotKept() {
        LookupPlan<TikTokUser> plan = two();

        assertThat(fixture.engine.circuits(plan))
                .extracting(ProviderCircuitBreaker.Status::provider, ProviderCircuitBreaker.Status::state)
                .containsExactly(
                        tuple("dumplingai", ProviderCircuitBreaker.State.CLOSED),
                        tuple("apidirect", ProviderCircuitBreaker.State.CLOSED));
        fixture.engine.sweep(Duration.ZERO);
        assertThat(fixture.engine.circuits()).isEmpty();
    }

    private LookupPlan<TikTokUser> two() {
        return new LookupPlan<>(
                List.of(
                        LookupSettings.to(server.uri())
                                .provider(new DumplingAi())
                                .userConfig(),
                        settings.userConfig()),
                false,
                Duration.ZERO,
                100,
                false);
    }

    @Test
    void stateOfAClosedChainIsDiscardedAfterTheLinger() throws Exception {
        LookupChain<TikTokUser> chain = fixture.engine.lookup(settings.forUsers());
        EngineFixture.record(chain.find(EngineFixture.query(settings.deadline())));
        Awaitility.await().until(() -> fixture.engine.queues().get(0).inUse() == 0);
        fixture.engine.sweep(Duration.ZERO);
        assertThat(fixture.engine.queues()).hasSize(1);

        chain.close();
        chain.close();
        fixture.engine.sweep(Duration.ofDays(1));
        assertThat(fixture.engine.queues()).hasSize(1);
        assertThat(server.openConnections()).isEqualTo(1);

        fixture.engine.sweep(Duration.ZERO);
        assertThat(fixture.engine.queues()).isEmpty();
        assertThat(fixture.engine.circuits()).isEmpty();
        Awaitility.await().until(() -> server.openConnections() == 0);
    }

    @Test
    void connectionOfAKeyCheckIsClosedAfterTheLinger() {
        assertThat(fixture.engine.checkKey(LookupSettings.to(server.uri())
                        .provider(new DumplingAi())
                        .userConfig()))
                .succeedsWithin(Duration.ofSeconds(20));
        Awaitility.await().until(() -> {
            fixture.engine.sweep(Duration.ZERO);
            return server.openConnections() == 0;
        });
    }

    @Test
    void closingTheEngineClosesIdleConnections() throws Exception {
        EngineFixture.record(fixture.find(settings));
        assertThat(server.openConnections()).isEqualTo(1);

        fixture.engine.close();

        Awaitility.await().until(() -> server.openConnections() == 0);
    }

    @Test
    void clearCacheMakesTheNextLookupACall() throws Exception {
        LookupSettings caching = settings.cacheTtl(Duration.ofHours(1));
        EngineFixture.record(fixture.find(caching));
        assertThat(fixture.engine.cacheSize()).isEqualTo(1);
        assertThat(EngineFixture.found(fixture.find(caching)).origin()).isEqualTo(Origin.CACHED);

        fixture.engine.clearCache();

        assertThat(fixture.engine.cacheSize()).isZero();
        assertThat(EngineFixture.found(fixture.find(caching)).origin()).isEqualTo(Origin.CALLED);
    }

    @Test
    void failedChainKeepsNoState() {
        CallQuota.Store broken = new CallQuota.Store() {
            @Override
            public @Nullable String load(String key) {
                return "no count";
            }

            @Override
            public void save(String key, String counts) {
                // Not persistent.
            }
        };
        try (EngineFixture other = new EngineFixture(Clock.systemUTC(), broken, LookupListener.NONE)) {
            LookupPlan<TikTokUser> plan = new LookupPlan<>(
                    List.of(
                            settings.userConfig(),
                            LookupSettings.to(server.uri())
                                    .provider(new DumplingAi())
                                    .quota(1, null)
                                    .userConfig()),
                    false,
                    Duration.ZERO,
                    100,
                    false);
            assertThatThrownBy(() -> other.engine.lookup(plan)).hasMessageContaining("no count");

            other.engine.sweep(Duration.ZERO);

            assertThat(other.engine.queues()).isEmpty();
            assertThat(other.engine.circuits()).isEmpty();
        }
    }
}
