package io.github.cameltiktok.pipeline.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static final Duration MAX_GAP = Duration.ofSeconds(3);
    private static final Instant START = Instant.EPOCH;

    private final Membership membership = new Membership(MAX_GAP);

    @Test
    void isConfirmedWithoutStall() {
        assertThat(membership.hasStalled(START)).isFalse();
        assertThat(membership.hasStalled(START.plus(MAX_GAP))).isFalse();

        assertThat(membership.isConfirmed()).isTrue();
    }

    @Test
    void stallIsConfirmedByLaterCommit() {
        membership.hasStalled(START);

        assertThat(membership.hasStalled(START.plus(MAX_GAP).plusMillis(1))).isTrue();
        assertThat(membership.isConfirmed()).isFalse();
        membership.committed(membership.stalls());

        assertThat(membership.isConfirmed()).isTrue();
    }

    @Test
    void commitFromBeforeStallConfirmsNothing() {
        membership.hasStalled(START);
        int before = membership.stalls();
        membership.hasStalled(START.plusSeconds(10));

        membership.committed(before);

        assertThat(membership.isConfirmed()).isFalse();
    }

    @Test
    void commitBetweenTwoStallsConfirmsNothing() {
        membership.hasStalled(START);
        membership.hasStalled(START.plusSeconds(10));
        int between = membership.stalls();
        membership.hasStalled(START.plusSeconds(20));

        membership.committed(between);
        assertThat(membership.isConfirmed()).isFalse();
        membership.committed(membership.stalls());
        membership.committed(between);

        assertThat(membership.isConfirmed()).isTrue();
    }
}
