package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.event.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeliveryApiTest {

    @TempDir
    private Path folder;

    private final Receiver receiver = new Receiver();
    private DeliveryFixture gateway;
    private Endpoints.Created endpoint;

    @BeforeEach
    void open() {
        gateway = DeliveryFixture.onSqlite(folder);
        endpoint = gateway.endpoint(receiver.url("/hook?token=secret-token"));
        gateway.watch("wat_1", endpoint.id());
    }

    @AfterEach
    void close() {
        gateway.close();
        receiver.close();
    }

    @Test
    void deliveryShowsItsAttemptsAndOnlyTheHostOfItsUrl() {
        receiver.answer(500, Map.of(), "<script>alert(1)</script>");
        Event event = gateway.enqueue(endpoint.id(), "wat_1");
        gateway.settle();

        JsonNode delivery = gateway.delivery(event);
        assertThat(delivery.path("id").asText()).startsWith("dlv_");
        assertThat(delivery.path("eventId").asText()).isEqualTo(event.id());
        assertThat(delivery.path("eventType").asText()).isEqualTo("video.changed");
        assertThat(delivery.path("watchId").asText()).isEqualTo("wat_1");
        assertThat(delivery.path("requestSource").asText()).isEqualTo("ZAPIER");
        assertThat(delivery.path("host").asText()).isEqualTo("127.0.0.1");
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.path("lastStatus").asInt()).isEqualTo(500);
        assertThat(delivery.has("endedAt")).isFalse();
        assertThat(delivery.path("history")).singleElement().satisfies(attempt -> {
            assertThat(attempt.path("number").asInt()).isEqualTo(1);
            assertThat(attempt.path("status").asInt()).isEqualTo(500);
            assertThat(attempt.path("durationMs").isIntegralNumber()).isTrue();
            assertThat(attempt.path("excerpt").asText()).isEqualTo("<script>alert(1)</script>");
        });
        assertThat(delivery.toString()).doesNotContain("secret-token", "/hook", endpoint.secret());
    }

    @Test
    void listIsPagedNewestFirst() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.add(
                    0,
                    gateway.enqueue(endpoint.id(), i % 2 == 0 ? "wat_1" : null).id());
            gateway.clock.advance(Duration.ofMillis(1));
        }
        List<String> read = new ArrayList<>();
        Map<String, String> query = Map.of("limit", "3");
        for (int pages = 1; ; pages++) {
            JsonNode page = list(query);
            page.path("items").forEach(item -> read.add(item.path("eventId").asText()));
            if (!page.has("next")) {
                assertThat(pages).isEqualTo(3);
                break;
            }
            query = Map.of("limit", "3", "cursor", page.path("next").asText());
        }
        assertThat(read).isEqualTo(expected);
        assertThat(list(Map.of("watch", "wat_1")).path("items")).hasSize(4);
        assertThat(list(Map.of("watch", "wat_2")).path("items")).isEmpty();
        assertThat(list(Map.of("state", "dead")).path("items")).isEmpty();
        assertThat(list(Map.of("state", "pending")).path("items")).hasSize(7);
    }

    @Test
    void deadLetterIsReplayedWithItsIdAndAHeader() {
        receiver.answer(500, Map.of(), "");
        Event event = gateway.enqueue(endpoint.id(), "wat_1");
        gateway.settle();
        while (gateway.delivery(event).path("state").asText().equals("pending")) {
            gateway.settleWhenDue(event);
        }
        receiver.answer(200, Map.of(), "");
        Reply reply = gateway.call("replayDelivery", "acme", Map.of("deliveryId", idOf(event)), Map.of(), null);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(text(reply)).isEqualTo("{\"replayed\":1}");
        gateway.settle();

        JsonNode delivery = gateway.delivery(event);
        assertThat(delivery.path("state").asText()).isEqualTo("delivered");
        assertThat(delivery.path("replayed").asBoolean()).isTrue();
        assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
        assertThat(delivery.path("history")).hasSize(12);
        assertThat(receiver.received().get(11).id()).isEqualTo(event.id());
        assertThat(receiver.received().get(11).body()).isEqualTo(event.body());
        assertThat(receiver.received().get(11).header("webhook-replay")).isEqualTo("1");
        assertThat(receiver.received().get(10).headers()).doesNotContainKey("webhook-replay");
    }

    @Test
    void rangeOfAWatchIsReplayed() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            events.add(gateway.enqueue(endpoint.id(), "wat_1"));
            gateway.clock.advance(Duration.ofMinutes(1));
        }
        gateway.enqueue(endpoint.id(), null);
        gateway.settle();
        String body = "{'state':'delivered','since':'" + events.get(1).createdAt() + "','until':'"
                + events.get(3).createdAt() + "'}";
        assertThat(text(replayWatch("wat_1", body))).isEqualTo("{\"replayed\":2}");
        gateway.settle();

        assertThat(receiver.received().subList(5, 7))
                .extracting(Receiver.Received::id)
                .containsExactlyInAnyOrder(events.get(1).id(), events.get(2).id());
        assertThat(receiver.received()).hasSize(7);
        assertThat(text(replayWatch("wat_1", "{}"))).isEqualTo("{\"replayed\":0}");
    }

    @Test
    void endedEndpointTakesNoReplay() {
        receiver.answer(410, Map.of(), "");
        Event event = gateway.enqueue(endpoint.id(), "wat_1");
        gateway.settle();
        assertThat(text(gateway.call("replayDelivery", "acme", Map.of("deliveryId", idOf(event)), Map.of(), null)))
                .isEqualTo("{\"replayed\":0}");
    }

    @Test
    void otherCallersSeeNothing() {
        Event event = gateway.enqueue(endpoint.id(), "wat_1");
        Map<String, String> delivery = Map.of("deliveryId", idOf(event));
        assertProblem(ProblemType.NOT_FOUND, () -> gateway.call("getDelivery", "other", delivery, Map.of(), null));
        assertProblem(ProblemType.NOT_FOUND, () -> gateway.call("replayDelivery", "other", delivery, Map.of(), null));
        assertProblem(
                ProblemType.NOT_FOUND,
                () -> gateway.call(
                        "replayWatch", "other", Map.of("watchId", "wat_1"), Map.of(), DeliveryFixture.json("{}")));
        assertThat(DeliveryFixture.json(gateway.call("listDeliveries", "other", Map.of(), Map.of(), null))
                        .path("items"))
                .isEmpty();
        assertProblem(
                ProblemType.NOT_FOUND,
                () -> gateway.database.now(handle ->
                        gateway.deliveries.endpoints().rotate(handle, DeliveryFixture.caller("other"), endpoint.id())));
    }

    @ParameterizedTest
    @CsvSource({"state, lost", "cursor, 1", "cursor, x-dlv_1", "limit, 0", "limit, 101", "limit, -1"})
    void wrongParameterIsRefused(String name, String value) {
        assertProblem(ProblemType.INVALID_REQUEST, () -> list(Map.of(name, value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'since':'yesterday'}", "{'until':7}", "{'state':'lost'}", "{'since':{}}"})
    void wrongReplayIsRefused(String body) {
        assertProblem(ProblemType.INVALID_REQUEST, () -> replayWatch("wat_1", body));
    }

    private JsonNode list(Map<String, String> query) {
        return DeliveryFixture.json(gateway.call("listDeliveries", "acme", Map.of(), query, null));
    }

    private Reply replayWatch(String watch, String body) {
        return gateway.call("replayWatch", "acme", Map.of("watchId", watch), Map.of(), DeliveryFixture.json(body));
    }

    private String idOf(Event event) {
        return gateway.delivery(event).path("id").asText();
    }

    private static String text(Reply reply) {
        return new String(((Reply.Bytes) reply.body()).content(), StandardCharsets.UTF_8);
    }

    private static void assertProblem(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call).satisfies(failure -> {
            Throwable problem = failure instanceof CompletionException ? failure.getCause() : failure;
            assertThat(problem).isInstanceOfSatisfying(ProblemException.class, any -> assertThat(any.type())
                    .isEqualTo(type));
        });
    }
}
