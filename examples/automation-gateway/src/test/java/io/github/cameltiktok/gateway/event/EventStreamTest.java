package io.github.cameltiktok.gateway.event;

import static io.github.cameltiktok.gateway.watch.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventStreamTest {

    private static final String WATCH = "wat_1";

    @TempDir
    Path folder;

    private EventFixture gateway;
    private Caller team;

    @BeforeEach
    void start() {
        gateway = new EventFixture(folder);
        team = gateway.caller("team");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void newEventsAreStreamedAsTheyWereSigned() {
        gateway.append(team, WATCH);
        Client client = Client.of(gateway.stream(team, null, null), Long.MAX_VALUE);
        Event event = gateway.publish(team, WATCH);
        await().until(() -> client.parts.size() == 2);

        assertThat(client.parts).containsExactly("retry: 3000\nid: 1\n\n", "id: 2\ndata: " + event.body() + "\n\n");
    }

    @Test
    void streamContinuesBehindLastEventId() {
        List<String> written = append(5);
        Client client = Client.of(gateway.stream(team, null, "2"), Long.MAX_VALUE);
        await().until(() -> client.events().size() == 3);

        assertThat(client.events()).isEqualTo(written.subList(2, 5));
    }

    @Test
    void streamThatIsCutAgainAndAgainHasNoGapAndNoRepeat() {
        int count = 200;
        CompletableFuture<List<String>> writer = CompletableFuture.supplyAsync(() -> {
            List<String> written = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                written.add(gateway.publish(team, WATCH).id());
            }
            return written;
        });
        List<String> read = new ArrayList<>();
        String lastId = "0";
        while (read.size() < count) {
            Client client = Client.of(gateway.stream(team, null, lastId), 8);
            int rest = Math.min(7, count - read.size());
            await().until(() -> client.events().size() == rest);
            client.leave();
            read.addAll(client.events());
            lastId = client.lastId();
            assertThat(client.overlaps).hasValue(0);
        }

        assertThat(read).isEqualTo(LookupFixture.await(writer));
        assertThat(gateway.feed.size()).isZero();
    }

    @Test
    void slowClientGetsOnlyWhatItAsksFor() {
        List<String> written = append(30);
        Client client = Client.of(gateway.stream(team, null, "0"), 2);
        await().until(() -> client.parts.size() == 2);
        gateway.feed.wake("team");
        gateway.tick();
        assertThat(client.events()).isEqualTo(written.subList(0, 1));

        client.request(20);
        await().until(() -> client.parts.size() == 22);
        assertThat(client.events()).isEqualTo(written.subList(0, 21));
        client.request(Long.MAX_VALUE);
        await().until(() -> client.events().size() == 30);
        assertThat(client.events()).isEqualTo(written);
    }

    @Test
    void streamOfAWatchHasOnlyItsEvents() {
        gateway.append(team, WATCH);
        Client client = Client.of(gateway.stream(team, WATCH, "0"), Long.MAX_VALUE);
        gateway.publish(team, "wat_2");
        Event event = gateway.publish(team, WATCH);
        await().until(() -> client.events().size() == 2);

        assertThat(client.events()).endsWith(event.id());
    }

    @Test
    void quietStreamHasAHeartbeat() {
        Client client = Client.of(gateway.stream(team, null, null), Long.MAX_VALUE);
        await().until(() -> client.parts.size() == 1);
        gateway.tick();
        assertThat(client.parts).hasSize(1);
        gateway.clock.advance(Duration.ofSeconds(15));
        gateway.tick();
        gateway.tick();

        assertThat(client.parts).hasSize(2).endsWith(":\n\n");
    }

    @Test
    void eventsOfAnotherInstanceComeWithTheNextTick() {
        Client client = Client.of(gateway.stream(team, null, null), Long.MAX_VALUE);
        gateway.tick();
        Event event = gateway.append(team, WATCH);
        gateway.tick();
        await().until(() -> client.events().size() == 1);

        assertThat(client.events()).containsExactly(event.id());
    }

    @Test
    void clientThatLeavesIsForgotten() {
        Client client = Client.of(gateway.stream(team, null, null), Long.MAX_VALUE);
        assertThat(gateway.feed.size()).isEqualTo(1);
        client.leave();
        gateway.publish(team, WATCH);
        gateway.tick();

        assertThat(gateway.feed.size()).isZero();
        assertThat(client.events()).isEmpty();
    }

    @Test
    void streamEndsAfterAnHourSoThatRevokedKeysEnd() {
        Client client = Client.of(gateway.stream(team, null, null), Long.MAX_VALUE);
        gateway.clock.advance(Duration.ofMinutes(59));
        gateway.tick();
        assertThat(client.isComplete).isFalse();
        gateway.clock.advance(Duration.ofMinutes(1));
        gateway.tick();

        await().untilTrue(client.isComplete);
        assertThat(gateway.feed.size()).isZero();
    }

    @Test
    void streamsEndWhenTheGatewayStops() {
        append(3);
        Client stalled = Client.of(gateway.stream(team, null, "0"), 0);
        gateway.feed.close();

        assertThat(stalled.isComplete).isTrue();
        assertThat(gateway.feed.size()).isZero();
    }

    private List<String> append(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(gateway.append(team, WATCH).id());
        }
        return ids;
    }
}
