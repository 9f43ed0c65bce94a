package io.github.cameltiktok.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RequestSlotsTest {

    @Test
    void aFreePlaceIsTakenAtOnce() {
        assertThat(new RequestSlots(1, 0).acquire()).isCompleted();
    }

    @Test
    void aFullLineTakesNobody() {
        RequestSlots slots = new RequestSlots(1, 1);
        slots.acquire();
        slots.acquire();

        assertThat(slots.acquire()).isNull();
    }

    @Test
    void placesGoToThoseWhoCameFirst() {
        RequestSlots slots = new RequestSlots(1, 100);
        RequestSlots.Permit place = place(slots.acquire());
        List<Integer> served = new ArrayList<>();
        List<CompletableFuture<RequestSlots.Permit>> line =
                IntStream.range(0, 100).mapToObj(i -> slots.acquire()).toList();
        IntStream.range(0, 100).forEach(i -> line.get(i).thenRun(() -> served.add(i)));

        place.release();
        line.forEach(turn -> place(turn).release());

        assertThat(served).isEqualTo(IntStream.range(0, 100).boxed().toList());
    }

    @Test
    void whoLeavesTheLineMakesRoomForAnother() {
        RequestSlots slots = new RequestSlots(1, 1);
        slots.acquire();
        Objects.requireNonNull(slots.acquire()).cancel(false);

        assertThat(slots.acquire()).isNotNull().isNotDone();
    }

    @Test
    void whoHasLeftIsPassedOver() {
        RequestSlots slots = new RequestSlots(1, 2);
        RequestSlots.Permit place = place(slots.acquire());
        CompletableFuture<RequestSlots.Permit> first = slots.acquire();
        CompletableFuture<RequestSlots.Permit> second = slots.acquire();

        Objects.requireNonNull(first).cancel(false);
        place.release();

        assertThat(second).isCompleted();
    }

    @Test
    void aPlaceGivenBackTwiceIsGivenBackOnce() {
        RequestSlots slots = new RequestSlots(1, 10);
        RequestSlots.Permit place = place(slots.acquire());
        place.release();
        place.release();

        assertThat(slots.acquire()).isCompleted();
        assertThat(slots.acquire()).isNotDone();
    }

    @Test
    void closingSendsTheLineAwayAndTakesNobodyElse() {
        RequestSlots slots = new RequestSlots(1, 10);
        RequestSlots.Permit place = place(slots.acquire());
        CompletableFuture<RequestSlots.Permit> waiting = slots.acquire();

        slots.close();
        place.release();

        assertThat(waiting)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("was given up because the component is stopping");
        assertThat(slots.acquire())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("was given up because the component is stopping");
    }

    private static RequestSlots.Permit place(CompletableFuture<RequestSlots.Permit> turn) {
        assertThat(turn).isCompleted();
        return turn.join();
    }
}
