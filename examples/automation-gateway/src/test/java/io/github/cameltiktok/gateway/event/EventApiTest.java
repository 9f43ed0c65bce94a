package io.github.cameltiktok.gateway.event;

import static io.github.cameltiktok.gateway.watch.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventApiTest {

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
    void pagesAreOldestFirstWithoutGapOrRepeat() {
        List<String> written = append(7, WATCH);
        List<String> read = new ArrayList<>();
        String after = "";
        Reply page;
        do {
            page = LookupFixture.await(gateway.list(team, Map.of("limit", "3", "after", after)));
            read.addAll(EventFixture.ids(page));
            after = EventFixture.next(page);
        } while (!EventFixture.ids(page).isEmpty());

        assertThat(read).isEqualTo(written);
        assertThat(after).isEqualTo("7");
    }

    @Test
    void idOfAnEventIsAPositionToo() {
        List<String> written = append(3, WATCH);

        assertThat(EventFixture.ids(LookupFixture.await(gateway.list(team, Map.of("after", written.get(1))))))
                .containsExactly(written.get(2));
    }

    @ParameterizedTest
    @CsvSource({
        "after, 4",
        "after, evt_unknown",
        "after, -1",
        "after, 99999999999999999999",
        "wait, 26",
        "wait, -1",
        "wait, x",
        "limit, 0",
        "limit, 101",
        "limit, 1.5",
        "limit, 99999999999"
    })
    void oddParametersAreRefused(String name, String value) {
        append(3, WATCH);

        ProblemException problem = catchThrowableOfType(ProblemException.class, () -> {
            throw LookupFixture.failure(gateway.list(team, Map.of(name, value)));
        });

        assertThat(problem.errors()).singleElement().extracting("pointer").isEqualTo(name);
    }

    @Test
    void eventOfAnotherCallerIsNoPosition() {
        Caller other = gateway.caller("other");
        Event event = gateway.append(other, WATCH);

        assertThat(LookupFixture.failure(gateway.list(team, Map.of("after", event.id())))
                        .type())
                .isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(EventFixture.ids(LookupFixture.await(gateway.list(team, Map.of()))))
                .isEmpty();
    }

    @Test
    void eventsOfAWatchAreNewestFirst() {
        append(2, "wat_2");
        List<String> written = append(3, WATCH);
        append(1, null);

        Reply first = LookupFixture.await(gateway.listOfWatch(team, WATCH, Map.of("limit", "2")));
        Reply second = LookupFixture.await(
                gateway.listOfWatch(team, WATCH, Map.of("limit", "2", "cursor", EventFixture.next(first))));

        assertThat(EventFixture.ids(first)).containsExactly(written.get(2), written.get(1));
        assertThat(EventFixture.ids(second)).containsExactly(written.get(0));
        assertThat(LookupFixture.json(second).has("next")).isFalse();
    }

    @Test
    void eventsOfAWatchBehindAPositionAreOldestFirst() {
        append(2, "wat_2");
        List<String> written = append(3, WATCH);
        append(1, null);

        Reply first = LookupFixture.await(gateway.listOfWatch(team, WATCH, Map.of("after", "0", "limit", "2")));
        Reply second = LookupFixture.await(gateway.listOfWatch(team, WATCH, Map.of("after", EventFixture.next(first))));

        assertThat(EventFixture.ids(first)).containsExactly(written.get(0), written.get(1));
        assertThat(EventFixture.ids(second)).containsExactly(written.get(2));
        assertThat(EventFixture.next(second)).isEqualTo("5");
    }

    @Test
    void longPollOfAWatchWaitsForItsOwnEvent() {
        append(1, WATCH);
        CompletableFuture<Reply> poll = gateway.listOfWatch(team, WATCH, Map.of("after", "1", "wait", "25"));
        await().until(() -> gateway.feed.size() == 1);
        gateway.publish(team, "wat_2");
        Event event = gateway.publish(team, WATCH);

        assertThat(EventFixture.ids(LookupFixture.await(poll))).containsExactly(event.id());
    }

    @Test
    void watchWithoutEventsIsNotFound() {
        for (Map<String, String> query : List.of(Map.<String, String>of(), Map.of("after", "0"))) {
            assertThat(LookupFixture.failure(gateway.listOfWatch(team, "wat_none", query))
                            .type())
                    .isEqualTo(ProblemType.NOT_FOUND);
        }
    }

    @Test
    void longPollReturnsWhenAnEventIsCommitted() {
        CompletableFuture<Reply> poll = waiting();
        Event event = gateway.publish(team, WATCH);

        assertThat(EventFixture.ids(LookupFixture.await(poll))).containsExactly(event.id());
        assertThat(gateway.feed.size()).isZero();
    }

    @Test
    void longPollSeesEventsOfAnotherInstanceAtTheNextTick() {
        CompletableFuture<Reply> poll = waiting();
        gateway.tick();
        assertThat(poll).isNotDone();
        Event event = gateway.append(team, WATCH);
        gateway.tick();

        assertThat(EventFixture.ids(LookupFixture.await(poll))).containsExactly(event.id());
    }

    @Test
    void longPollEndsWithoutEventsAfterItsTime() {
        append(1, WATCH);
        CompletableFuture<Reply> poll = gateway.list(team, Map.of("wait", "25", "after", "1"));
        await().until(() -> gateway.feed.size() == 1);
        gateway.clock.advance(Duration.ofSeconds(24));
        gateway.tick();
        assertThat(poll).isNotDone();
        gateway.clock.advance(Duration.ofSeconds(1));
        await().until(() -> {
            gateway.tick();
            return poll.isDone();
        });

        assertThat(EventFixture.ids(LookupFixture.await(poll))).isEmpty();
        assertThat(EventFixture.next(LookupFixture.await(poll))).isEqualTo("1");
        assertThat(gateway.feed.size()).isZero();
    }

    @Test
    void eventOfAnotherCallerDoesNotEndALongPoll() {
        Caller other = gateway.caller("other");
        CompletableFuture<Reply> poll = waiting();
        gateway.publish(other, WATCH);
        gateway.tick();

        assertThat(poll).isNotDone();
    }

    @Test
    void longPollEndsWhenTheGatewayStops() {
        CompletableFuture<Reply> poll = waiting();
        gateway.feed.close();

        assertThat(EventFixture.ids(LookupFixture.await(poll))).isEmpty();
    }

    @Test
    void longPollsMissNoEventOfABusyWriter() {
        int count = 300;
        CompletableFuture<List<String>> writer = CompletableFuture.supplyAsync(() -> {
            List<String> written = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                written.add(gateway.publish(team, WATCH).id());
            }
            return written;
        });
        List<String> read = new ArrayList<>();
        String after = "0";
        while (read.size() < count) {
            Reply page = LookupFixture.await(gateway.list(team, Map.of("wait", "25", "limit", "7", "after", after)));
            read.addAll(EventFixture.ids(page));
            after = EventFixture.next(page);
        }

        assertThat(read).isEqualTo(LookupFixture.await(writer));
    }

    @Test
    void rolledBackEventLeavesNoGap() {
        append(1, WATCH);
        catchThrowableOfType(
                IllegalStateException.class,
                () -> gateway.database.now(handle -> {
                    gateway.events.append(
                            handle,
                            new NewEvent("evt_x", "team", WATCH, "video.changed", gateway.clock.instant(), "{}"));
                    throw new IllegalStateException("rolled back");
                }));

        assertThat(gateway.append(team, WATCH).position()).isEqualTo(2);
    }

    @Test
    void oldEventsAreDeletedAndReadersGoOn() {
        List<String> old = append(600, WATCH);
        String next = EventFixture.next(LookupFixture.await(gateway.list(team, Map.of("limit", "100"))));
        EventRetention retention = new EventRetention(gateway.database, gateway.clock);
        gateway.clock.advance(EventRetention.KEPT);
        LookupFixture.await(retention.tick());
        assertThat(EventFixture.ids(LookupFixture.await(gateway.list(team, Map.of()))))
                .isEqualTo(old.subList(0, 50));

        gateway.clock.advance(Duration.ofMillis(1));
        Event young = gateway.append(team, WATCH);
        LookupFixture.await(retention.tick());

        assertThat(EventFixture.ids(LookupFixture.await(gateway.list(team, Map.of("after", next)))))
                .containsExactly(young.id());
        assertThat(young.position()).isEqualTo(601);
    }

    private CompletableFuture<Reply> waiting() {
        CompletableFuture<Reply> poll = gateway.list(team, Map.of("wait", "25"));
        await().until(() -> gateway.feed.size() == 1);
        return poll;
    }

    private List<String> append(int count, @Nullable String watchId) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(gateway.append(team, watchId).id());
        }
        return ids;
    }
}
