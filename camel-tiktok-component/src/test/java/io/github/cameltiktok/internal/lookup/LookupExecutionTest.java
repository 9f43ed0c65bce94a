package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokUser;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LookupExecutionTest {

    private final EngineFixture fixture = new EngineFixture();
    private final LookupChain<TikTokUser> chain =
            Steps.chain(Steps.plan(false, List.of("first", "second")), new Bulkhead(1, 1), fixture.timer);

    @AfterEach
    void stop() {
        fixture.close();
    }

    private LookupExecution<TikTokUser> start(Duration deadline) {
        return LookupExecution.start(chain, EngineFixture.query(deadline), List.of());
    }

    @Test
    void providerIsTheFirstUntilAnotherIsCalled() {
        LookupExecution<TikTokUser> execution = start(Duration.ofHours(1));
        assertThat(execution.provider()).isEqualTo("first");

        execution.forClient(chain.clients().get(1));

        assertThat(execution.provider()).isEqualTo("second");
    }

    @Test
    void retryFlagsEndWithTheNextProvider() {
        LookupExecution<TikTokUser> call =
                start(Duration.ofHours(1)).forClient(chain.clients().get(0));
        assertThat(call.isRetry()).isFalse();
        assertThat(call.needsFreshConnection()).isFalse();

        LookupExecution<TikTokUser> retry = call.retry(true);
        assertThat(retry.isRetry()).isTrue();
        assertThat(retry.needsFreshConnection()).isTrue();
        assertThat(call.retry(false).needsFreshConnection()).isFalse();

        LookupExecution<TikTokUser> next = retry.forClient(chain.clients().get(1));
        assertThat(next.isRetry()).isFalse();
        assertThat(next.needsFreshConnection()).isFalse();
    }

    @Test
    void permitKeepsAllOtherState() {
        Bulkhead.Permit permit = (Bulkhead.Permit)
                new Bulkhead(1, 1).acquire(Duration.ofHours(1)).join();

        LookupExecution<TikTokUser> holding = start(Duration.ofHours(1))
                .forClient(chain.clients().get(0))
                .retry(true)
                .withPermit(permit);

        assertThat(holding.permit()).isSameAs(permit);
        assertThat(holding.client()).isSameAs(chain.clients().get(0));
        assertThat(holding.isRetry()).isTrue();
        assertThat(holding.needsFreshConnection()).isTrue();
    }

    @Test
    void copiesShareTheNumberOfCalls() {
        LookupExecution<TikTokUser> execution = start(Duration.ofHours(1));
        assertThat(execution.callsWithLeader()).isZero();

        execution.forClient(chain.clients().get(0)).countCall();
        execution.forClient(chain.clients().get(1)).retry(false).countCall();

        assertThat(execution.calls()).isEqualTo(2);
        assertThat(execution.callsWithLeader()).isEqualTo(2);
    }

    @Test
    void followerIncludesTheCallsOfItsLeader() {
        LookupExecution<TikTokUser> leader = start(Duration.ofHours(1));
        LookupExecution<TikTokUser> follower = start(Duration.ofHours(1));
        follower.follow(leader);
        assertThat(follower.callsWithLeader()).isZero();

        leader.countCall();

        assertThat(follower.callsWithLeader()).isEqualTo(1);
        assertThat(follower.calls()).isZero();
    }

    @Test
    void deadlinesAreCompared() {
        LookupExecution<TikTokUser> shorter = start(Duration.ofHours(1));
        LookupExecution<TikTokUser> longer = start(Duration.ofHours(2));

        assertThat(longer.endsAfter(shorter)).isTrue();
        assertThat(shorter.endsAfter(longer)).isFalse();
        assertThat(shorter.endsAfter(shorter)).isFalse();
        assertThat(shorter.remaining()).isBetween(Duration.ZERO, Duration.ofHours(1));
    }
}
