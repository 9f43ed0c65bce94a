package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import io.github.cameltiktok.gateway.delivery.Receiver.Received;
import io.github.cameltiktok.gateway.event.Event;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeliveryTest {

    private static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    @TempDir
    private Path folder;

    private final Receiver receiver = new Receiver();
    private DeliveryFixture gateway;

    @BeforeEach
    void open() {
        gateway = DeliveryFixture.onSqlite(folder);
    }

    @AfterEach
    void close() {
        gateway.close();
        receiver.close();
    }

    @Test
    void eventArrivesOnceWithValidSignature() throws Exception {
        Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook?token=t%20"));
        Event event = gateway.enqueue(endpoint.id());
        gateway.settle();
        gateway.settle();

        assertThat(receiver.received()).hasSize(1);
        Received received = receiver.received().get(0);
        assertThat(received.path()).isEqualTo("/hook?token=t%20");
        assertThat(received.body()).isEqualTo(event.body());
        assertThat(received.id()).isEqualTo(event.id());
        assertThat(received.header("content-type")).isEqualTo("application/json");
        assertThat(received.headers()).doesNotContainKeys("webhook-replay", "cookie", "expect");
        assertThat(endpoint.secret()).startsWith("whsec_");
        new Webhook(endpoint.secret()).verify(received.body(), received.headers());
        JsonNode delivery = gateway.delivery(event);
        assertThat(delivery.path("state").asText()).isEqualTo("delivered");
        assertThat(delivery.path("lastStatus").asInt()).isEqualTo(200);
    }

    @Test
    void failedDeliveryFollowsTheScheduleAndDies() {
        receiver.answer(500, Map.of(), "broken");
        Event event = gateway.enqueue(gateway.endpoint(receiver.url("/hook")).id());
        gateway.settle();
        List<Duration> waits = new ArrayList<>();
        while (gateway.delivery(event).path("state").asText().equals("pending")) {
            Instant due = Instant.parse(gateway.delivery(event).path("dueAt").asText());
            waits.add(Duration.between(gateway.clock.instant(), due));
            gateway.clock.set(due.minusMillis(1));
            int before = receiver.received().size();
            gateway.settle();
            assertThat(receiver.received()).hasSize(before);
            gateway.settleWhenDue(event);
        }

        assertThat(waits).hasSameSizeAs(SCHEDULE);
        for (int i = 0; i < waits.size(); i++) {
            long planned = SCHEDULE.get(i).toMillis();
            assertThat(waits.get(i).toMillis()).as("wait %d", i + 1).isBetween(planned * 4 / 5, planned * 6 / 5);
        }
        assertThat(receiver.received()).hasSize(11).allSatisfy(received -> {
            assertThat(received.id()).isEqualTo(event.id());
            assertThat(received.body()).isEqualTo(event.body());
        });
        JsonNode dead = gateway.delivery(event);
        assertThat(dead.path("state").asText()).isEqualTo("dead");
        assertThat(dead.path("history")).hasSize(11);
        assertThat(dead.at("/history/10/excerpt").asText()).isEqualTo("broken");
    }

    @Test
    void retrySucceedsWithTimestampAndSignatureOfItsOwn() throws Exception {
        Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
        receiver.answer(500, Map.of(), "");
        Event event = gateway.enqueue(endpoint.id());
        gateway.settle();
        receiver.answer(204, Map.of(), "");
        gateway.settleWhenDue(event);

        assertThat(gateway.delivery(event).path("state").asText()).isEqualTo("delivered");
        List<Received> received = receiver.received();
        assertThat(received).hasSize(2);
        assertThat(received.get(1).header("webhook-timestamp"))
                .isGreaterThan(received.get(0).header("webhook-timestamp"));
        for (Received attempt : received) {
            new Webhook(endpoint.secret()).verify(attempt.body(), attempt.headers());
        }
    }

    @Test
    void rotatedSecretSignsTogetherWithTheFormerOneForADay() throws Exception {
        Endpoints.Created first = gateway.endpoint(receiver.url("/hook"));
        Endpoints.Created second = gateway.database.now(
                handle -> gateway.deliveries.endpoints().rotate(handle, DeliveryFixture.caller("acme"), first.id()));
        assertThat(second.secret()).isNotEqualTo(first.secret());
        gateway.enqueue(first.id());
        gateway.settle();
        Received both = receiver.received().get(0);
        assertThat(both.header(Signing.SIGNATURE)).matches("v1,\\S+ v1,\\S+");
        for (String secret : List.of(first.secret(), second.secret())) {
            assertThatCode(() -> new Webhook(secret).verify(both.body(), both.headers()))
                    .doesNotThrowAnyException();
        }

        gateway.clock.advance(Duration.ofHours(24));
        gateway.enqueue(first.id());
        gateway.settle();
        Received one = receiver.received().get(1);
        long timestamp = Long.parseLong(one.header(Signing.TIMESTAMP));
        assertThat(one.header(Signing.SIGNATURE))
                .isEqualTo(new Webhook(second.secret()).sign(one.id(), timestamp, one.body()));
    }

    @Test
    void deletedWatchCancelsItsPendingDeliveries() {
        receiver.answer(500, Map.of(), "");
        Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
        Event event = gateway.enqueue(endpoint.id());
        gateway.settle();
        gateway.database.now(handle -> {
            gateway.deliveries.endpoints().cancel(handle, endpoint.id());
            return null;
        });
        gateway.clock.advance(Duration.ofDays(1));
        gateway.settle();
        assertThat(receiver.received()).hasSize(1);
        assertThat(gateway.delivery(event).path("state").asText()).isEqualTo("cancelled");
    }

    @Test
    void endpointThatFailsForFiveDaysIsDisabled() {
        receiver.answer(500, Map.of(), "");
        Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
        gateway.watch("wat_1", endpoint.id());
        gateway.enqueue(endpoint.id(), "wat_1");
        gateway.settle();
        gateway.clock.advance(Duration.ofDays(5).minusSeconds(1));
        gateway.settle();
        assertThat(state(endpoint)).isEqualTo("active");
        gateway.clock.advance(Duration.ofSeconds(1));
        Event last = gateway.enqueue(endpoint.id(), "wat_1");
        gateway.settle();

        assertThat(state(endpoint)).isEqualTo("disabled");
        assertThat(gateway.delivery(last).path("state").asText()).isEqualTo("dead");
        Event late = gateway.enqueue(endpoint.id(), "wat_1");
        gateway.settle();
        assertThat(gateway.delivery(late).path("attempts").asInt()).isZero();
    }

    @Test
    void successEndsTheTimeOfFailures() {
        Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
        receiver.answer(500, Map.of(), "");
        gateway.enqueue(endpoint.id());
        gateway.settle();
        receiver.answer(200, Map.of(), "");
        gateway.clock.advance(Duration.ofMinutes(1));
        gateway.settle();
        receiver.answer(500, Map.of(), "");
        gateway.clock.advance(Duration.ofDays(6));
        gateway.enqueue(endpoint.id());
        gateway.settle();
        assertThat(state(endpoint)).isEqualTo("active");
    }

    @Test
    void killedInstanceLeavesALeaseAfterWhichTheSameIsSentAgain() {
        try (SocketReceiver hanging = SocketReceiver.silent()) {
            Event event = gateway.enqueue(gateway.endpoint(hanging.url("/hook")).id());
            gateway.send();
            hanging.awaitRequests(1);
            gateway.crash();
            gateway.clock.advance(Duration.ofSeconds(59));
            gateway.send();
            assertThat(gateway.deliveries.job().inFlight()).isZero();
            gateway.clock.advance(Duration.ofSeconds(1));
            gateway.send();
            hanging.awaitRequests(2);

            assertThat(hanging.requests()).allSatisfy(request -> assertThat(request)
                    .contains("webhook-id: " + event.id())
                    .endsWith("\r\n\r\n" + event.body()));
        }
    }

    @Test
    void operatorsRouteGetsEventsWithoutCallback() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        gateway.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:gateway-event").process(exchange -> {
                    bodies.add(exchange.getMessage().getBody(String.class));
                    if (bodies.size() == 1) {
                        throw new IllegalStateException("Kafka is away");
                    }
                });
            }
        });
        Event event = gateway.enqueue(null);
        gateway.settle();
        gateway.clock.advance(Duration.ofSeconds(10));
        gateway.settle();
        assertThat(bodies).containsExactly(event.body(), event.body());
        assertThat(DeliveryFixture.json(gateway.call("listDeliveries", "acme", Map.of(), Map.of(), null))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void endedDeliveriesAndUnusedEndpointsAreDeletedAfterTheirTime() {
        Endpoints.Created watched = gateway.endpoint(receiver.url("/hook"));
        gateway.watch("wat_1", watched.id());
        gateway.enqueue(watched.id(), "wat_1");
        gateway.settle();
        Endpoints.Created gone = gateway.endpoint(receiver.url("/gone"));
        receiver.answer(410, Map.of(), "");
        gateway.enqueue(gone.id());
        gateway.settle();
        gateway.clock.advance(Duration.ofDays(7));
        assertThat(gateway.deliveries.retention().tick().join()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.deliveries.retention().tick().join()).isEqualTo(2);
        assertThat(gateway.deliveries.retention().tick().join()).isZero();
        List<String> left = gateway.database.now(handle -> handle.createQuery("SELECT id FROM webhook_endpoint")
                .mapTo(String.class)
                .list());
        assertThat(left).containsExactlyInAnyOrder(watched.id(), Endpoints.ROUTE);
    }

    @Test
    void deadLettersAreKeptForThirtyDays() {
        receiver.answer(500, Map.of(), "");
        Event event = gateway.enqueue(gateway.endpoint(receiver.url("/hook")).id());
        gateway.settle();
        while (gateway.delivery(event).path("state").asText().equals("pending")) {
            gateway.settleWhenDue(event);
        }
        gateway.clock.advance(Duration.ofDays(30));
        assertThat(gateway.deliveries.retention().tick().join()).isZero();
        gateway.clock.advance(Duration.ofMillis(1));
        assertThat(gateway.deliveries.retention().tick().join()).isEqualTo(1);
    }

    @Test
    void endpointGetsFiveAttemptsPerSecond() {
        gateway.close();
        gateway = DeliveryFixture.onSqlite(folder, DeliverySettings.defaults());
        Endpoints.Created endpoint = gateway.endpoint(receiver.url("/hook"));
        for (int i = 0; i < 10; i++) {
            gateway.enqueue(endpoint.id());
        }
        for (int fifth = 1; fifth <= 6; fifth++) {
            gateway.settleOnce();
            gateway.clock.advance(Duration.ofMillis(199));
            gateway.settleOnce();
            assertThat(receiver.received()).hasSize(fifth);
            gateway.clock.advance(Duration.ofMillis(1));
        }
    }

    private String state(Endpoints.Created endpoint) {
        return gateway.database.now(handle -> handle.createQuery("SELECT state FROM webhook_endpoint WHERE id = :id")
                .bind("id", endpoint.id())
                .mapTo(String.class)
                .one());
    }
}
