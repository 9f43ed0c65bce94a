package io.github.cameltiktok.gateway;

import static io.github.cameltiktok.gateway.GatewayFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.delivery.Receiver;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A caller with a watch, events, a delivery that is still pending and a batch: begun at one gateway, and checked at
 * another one, whose database is a copy.
 */
public final class Traffic implements AutoCloseable {

    private static final String CALLER = "moved";
    private static final Duration MORE_THAN_A_POLL = Duration.ofMinutes(66);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withClock(clock));
    private final Receiver receiver = new Receiver();
    private final List<JsonNode> events = new ArrayList<>();
    private String key = "";
    private String watch = "";
    private String batch = "";

    /** Returns a gateway that shares the clock and the provider. */
    public GatewayFixture.Builder gateway(Path folder, String caller) {
        return GatewayFixture.in(folder).clock(clock).sandbox(sandbox).caller(caller);
    }

    /** Starts the first gateway, on SQLite. */
    public GatewayFixture first(Path folder) {
        return gateway(folder, CALLER).start();
    }

    /** Uses the first gateway, until its last event is in the outbox and its receiver fails. */
    public void begin(GatewayFixture gateway) {
        key = gateway.key();
        JsonNode created = json(gateway.post(
                "/v1/watches",
                "{\"subject\":\"@growing.fast\",\"every\":\"1h\",\"firstPoll\":\"emit\",\"callbackUrl\":\""
                        + receiver.url("/hook") + "\"}"));
        watch = created.path("id").asText();
        patiently(() -> receiver.received().size() == 1);
        batch = json(gateway.post("/v1/batches", "{\"subjects\":[\"@some.cook\",\"70000000000000010\"]}"))
                .path("id")
                .asText();
        patiently(() -> json(get(gateway, "/v1/batches/" + batch)).has("completedAt"));

        receiver.answer(500, Map.of(), "down");
        clock.advance(MORE_THAN_A_POLL);
        patiently(() -> attempts(gateway) == 1);
        json(get(gateway, "/v1/events?after=0")).path("items").forEach(events::add);
        assertThat(events).hasSize(2);
    }

    /** Checks that another gateway has all of it, delivers what is pending, and polls on from the snapshot. */
    public void goesOnAt(GatewayFixture gateway) {
        assertThat(json(get(gateway, "/v1/me")).path("name").asText()).isEqualTo(CALLER);
        assertThat(json(get(gateway, "/v1/events?after=0")).path("items")).containsExactlyElementsOf(events);
        assertThat(get(gateway, "/v1/batches/" + batch + "/results").body().lines())
                .hasSize(2);

        receiver.answer(200, Map.of(), "");
        clock.advance(Duration.ofSeconds(10));
        String pending = events.get(1).path("id").asText();
        patiently(() -> receiver.received().size() == 3);
        assertThat(receiver.received()).extracting(Receiver.Received::id).endsWith(pending, pending);
        patiently(() -> attempts(gateway) == 0);

        clock.advance(MORE_THAN_A_POLL);
        patiently(() -> receiver.received().size() == 4);
        JsonNode next = json(receiver.received().get(3).body());
        assertThat(next.path("sequence").asInt()).isEqualTo(3);
        assertThat(next.path("watchId").asText()).isEqualTo(watch);
        assertThat(next.at("/changes/0/before")).isEqualTo(events.get(1).at("/changes/0/after"));
        assertThat(json(get(gateway, "/v1/events?after=0")).path("items")).hasSize(3);
    }

    private HttpResponse<String> get(GatewayFixture gateway, String path) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", key));
    }

    /** Returns the attempts of pending deliveries. */
    private int attempts(GatewayFixture gateway) {
        return json(get(gateway, "/v1/deliveries?state=pending"))
                .at("/items/0/attempts")
                .asInt();
    }

    private static void patiently(Callable<Boolean> condition) {
        await().atMost(GatewayFixture.PATIENCE).until(condition);
    }

    @Override
    public void close() {
        receiver.close();
        sandbox.close();
    }
}
