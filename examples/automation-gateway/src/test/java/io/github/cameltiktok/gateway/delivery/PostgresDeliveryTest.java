package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class PostgresDeliveryTest {

    private static final int ENDPOINTS = 10;
    private static final int EVENTS = 100;

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void clear() {
        try (Database database = open()) {
            database.now(
                    handle -> handle.execute("TRUNCATE webhook_endpoint, event, delivery, delivery_attempt CASCADE"));
        }
    }

    @Test
    void instancesClaimNothingTwice() {
        SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try (DeliveryFixture gateway = new DeliveryFixture(open(), DeliveryFixture.SETTINGS, clock, null)) {
            enqueue(gateway, "https://hooks.example.com/");
            List<String> claimed = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<CompletableFuture<List<String>>> owners = new ArrayList<>();
                for (int owner = 0; owner < 4; owner++) {
                    Claims claims = new Claims(gateway.database, "owner-" + owner, Duration.ofMinutes(1), clock);
                    owners.add(CompletableFuture.supplyAsync(() -> claimAll(gateway.database, claims), threads));
                }
                owners.forEach(owner -> claimed.addAll(owner.join()));
            } finally {
                threads.shutdownNow();
            }
            assertThat(claimed).doesNotHaveDuplicates().hasSize(EVENTS);
        }
    }

    @Test
    void instancesSendEachEventOnce() {
        SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try (Receiver receiver = new Receiver();
                DeliveryFixture first = new DeliveryFixture(open(), DeliveryFixture.SETTINGS, clock, null);
                DeliveryFixture second = new DeliveryFixture(open(), DeliveryFixture.SETTINGS, clock, null)) {
            List<Event> events = enqueue(first, receiver.url("/"));
            CompletableFuture<Void> both = CompletableFuture.allOf(
                    first.deliveries.job().tick(), second.deliveries.job().tick());
            both.join();
            first.settle();
            second.settle();
            first.settle();
            assertThat(receiver.received().stream().map(Receiver.Received::id).collect(Collectors.toList()))
                    .containsExactlyInAnyOrderElementsOf(
                            events.stream().map(Event::id).toList());
            assertThat(first.delivery(events.get(0)).path("state").asText()).isEqualTo("delivered");
        }
    }

    @Test
    void hostileTextAndReplayWorkAsOnSqlite() {
        try (Receiver receiver = new Receiver().answer(500, Map.of(), "a\0b");
                DeliveryFixture gateway = new DeliveryFixture(
                        open(),
                        DeliveryFixture.SETTINGS,
                        new SettableClock(Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                        null)) {
            Event event = gateway.enqueue(gateway.endpoint(receiver.url("/")).id());
            gateway.settle();
            assertThat(gateway.delivery(event).at("/history/0/excerpt").asText())
                    .isEqualTo("a b");
            receiver.answer(200, Map.of(), "");
            String id = gateway.delivery(event).path("id").asText();
            gateway.call("replayDelivery", "acme", Map.of("deliveryId", id), Map.of(), null);
            gateway.settle();
            assertThat(gateway.delivery(event).path("state").asText()).isEqualTo("delivered");
            gateway.clock.advance(Duration.ofDays(8));
            assertThat(gateway.deliveries.retention().tick().join()).isEqualTo(1);
        }
    }

    private static List<Event> enqueue(DeliveryFixture gateway, String url) {
        List<Event> events = new ArrayList<>();
        List<Endpoints.Created> endpoints = new ArrayList<>();
        for (int i = 0; i < ENDPOINTS; i++) {
            endpoints.add(gateway.endpoint(url + i));
        }
        for (int i = 0; i < EVENTS; i++) {
            events.add(gateway.enqueue(endpoints.get(i % ENDPOINTS).id()));
        }
        return events;
    }

    /** Claims until nothing is left, which other owners may delay by their locks. */
    private static List<String> claimAll(Database database, Claims claims) {
        List<String> claimed = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    database.now(handle -> claims.claim(handle, List.of(), 1, 7)).stream()
                            .map(ClaimedDelivery::id)
                            .forEach(claimed::add);
                    return unclaimed(database) == 0;
                });
        return claimed;
    }

    private static int unclaimed(Database database) {
        return database.now(handle -> handle.createQuery("SELECT COUNT(*) FROM delivery WHERE lease_until = 0")
                .mapTo(Integer.class)
                .one());
    }

    private static Database open() {
        return Database.open(postgres.getJdbcUrl("postgres", "postgres"), null, null);
    }
}
