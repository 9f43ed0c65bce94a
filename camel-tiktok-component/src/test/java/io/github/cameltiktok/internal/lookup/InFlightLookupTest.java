package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InFlightLookupTest {

    private final EngineFixture fixture = new EngineFixture();
    private final InFlightLookup lookup = new InFlightLookup(LookupExecution.start(
            Steps.chain(Steps.plan(false, List.of("a")), new Bulkhead(1, 1), fixture.timer),
            EngineFixture.query(Duration.ofSeconds(10)),
            List.of()));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void callSurvivesFollowerThatLeavesBeforeStart() {
        assertThat(lookup.follow()).isTrue();

        lookup.leave();

        assertThat(lookup).isNotDone();
        assertThat(lookup.follow()).isTrue();
    }

    @Test
    void callEndsWhenTheLastLookupLeaves() {
        lookup.follow();

        lookup.leave();
        lookup.leave();

        assertThat(lookup).isCancelled();
        assertThat(lookup.follow()).isFalse();
    }
}
