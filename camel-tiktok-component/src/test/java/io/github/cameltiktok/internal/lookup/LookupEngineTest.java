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

    private final Peer peer = Peer.start((request, line) -> line.write(Peer.json(200, Rig.USER)));
    private final Rig rig = new Rig();
    private final Access access = Access.to(peer.uri());

    @AfterEach
    void stop() {
        rig.close();
        peer.close();
    }

    @Test
    void queuesAreSortedByProviderAndResource() {
        Access dumplingAi = Access.to(peer.uri()).provider(new DumplingAi());
        rig.engine.lookup(dumplingAi.forVideos());
        rig.engine.lookup(access.forVideos());
        rig.engine.lookup(dumplingAi.forUsers());
        rig.engine.lookup(access.forUsers());

        assertThat(rig.engine.queues())
                .extracting(Bulkhead.Status::provider, Bulkhead.Status::resource)
                .containsExactly(
                        tuple("apidirect", "user"),
                        tuple("apidirect", "video"),
                        tuple("dumplingai", "user"),
                        tuple("dumplingai", "video"));
    }

    @Test
    void circuitsOfAPlanAreInItsOrderAndStayItsOwn() {
        LookupPlan<TikTokUser> plan = two();

        assertThat(rig.engine.circuits(plan))
                .extracting(ProviderCircuitBreaker.Status::provider, ProviderCircuitBreaker.Status::state)
                .containsExactly(
                        tuple("dumplingai", ProviderCircuitBreaker.State.CLOSED),
                        tuple("apidirect", ProviderCircuitBreaker.State.CLOSED));
        rig.engine.sweep(Duration.ZERO);
        assertThat(rig.engine.circuits()).isEmpty();
    }

    private LookupPlan<TikTokUser> two() {
        return new LookupPlan<>(
                List.of(Access.to(peer.uri()).provider(new DumplingAi()).userAccess(), access.userAccess()),
                false,
                Duration.ZERO,
                100,
                false);
    }

    @Test
    void closedChainLeavesNothingBehindOnceTheLingerIsOver() throws Exception {
        LookupChain<TikTokUser> chain = rig.engine.lookup(access.forUsers());
        Rig.get(chain.find(Rig.query(access.deadline())));
        Awaitility.await().until(() -> rig.engine.queues().get(0).inUse() == 0);
        rig.engine.sweep(Duration.ZERO);
        assertThat(rig.engine.queues()).hasSize(1);

        chain.close();
        chain.close();
        rig.engine.sweep(Duration.ofDays(1));
        assertThat(rig.engine.queues()).hasSize(1);
        assertThat(peer.openConnections()).isEqualTo(1);

        rig.engine.sweep(Duration.ZERO);
        assertThat(rig.engine.queues()).isEmpty();
        assertThat(rig.engine.circuits()).isEmpty();
        Awaitility.await().until(() -> peer.openConnections() == 0);
    }

    @Test
    void keyCheckLeavesNoConnectionBehindOnceTheLingerIsOver() {
        assertThat(rig.engine.checkKey(
                        Access.to(peer.uri()).provider(new DumplingAi()).userAccess()))
                .succeedsWithin(Duration.ofSeconds(20));
        Awaitility.await().until(() -> {
            rig.engine.sweep(Duration.ZERO);
            return peer.openConnections() == 0;
        });
    }

    @Test
    void closingClosesConnectionsThatWaitForTheNextCall() throws Exception {
        Rig.get(rig.find(access));
        assertThat(peer.openConnections()).isEqualTo(1);

        rig.engine.close();

        Awaitility.await().until(() -> peer.openConnections() == 0);
    }

    @Test
    void clearingTheCacheMakesTheNextLookupACall() throws Exception {
        Access caching = access.cacheTtl(Duration.ofHours(1));
        Rig.get(rig.find(caching));
        assertThat(rig.engine.cacheSize()).isEqualTo(1);
        assertThat(Rig.found(rig.find(caching)).origin()).isEqualTo(Origin.CACHED);

        rig.engine.clearCache();

        assertThat(rig.engine.cacheSize()).isZero();
        assertThat(Rig.found(rig.find(caching)).origin()).isEqualTo(Origin.CALLED);
    }

    @Test
    void chainThatCannotBeMadeHoldsNothing() {
        CallQuota.Store broken = new CallQuota.Store() {
            @Override
            public @Nullable String load(String key) {
                return "no count";
            }

            @Override
            public void save(String key, String counts) {
                // Nothing is kept.
            }
        };
        try (Rig unlucky = new Rig(Clock.systemUTC(), broken, LookupListener.NONE)) {
            LookupPlan<TikTokUser> plan = new LookupPlan<>(
                    List.of(
                            access.userAccess(),
                            Access.to(peer.uri())
                                    .provider(new DumplingAi())
                                    .budget(1, null)
                                    .userAccess()),
                    false,
                    Duration.ZERO,
                    100,
                    false);
            assertThatThrownBy(() -> unlucky.engine.lookup(plan)).hasMessageContaining("no count");

            unlucky.engine.sweep(Duration.ZERO);

            assertThat(unlucky.engine.queues()).isEmpty();
            assertThat(unlucky.engine.circuits()).isEmpty();
        }
    }
}
