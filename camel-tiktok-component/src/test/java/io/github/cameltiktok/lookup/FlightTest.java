package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FlightTest {

    private final Flight flight = new Flight(Rig.query(Duration.ofSeconds(10)));

    @Test
    void goesOnForWhoeverAskedFirstThoughAnotherComesAndGoesBeforeItStarts() {
        assertThat(flight.board(Rig.query(Duration.ofSeconds(1)))).isTrue();

        flight.leave();

        assertThat(flight).isNotDone();
    }

    @Test
    void endsWhenTheLastOneLeaves() {
        flight.board(Rig.query(Duration.ofSeconds(1)));

        flight.leave();
        flight.leave();

        assertThat(flight).isCancelled();
        assertThat(flight.board(Rig.query(Duration.ofSeconds(1)))).isFalse();
    }
}
