package io.github.cameltiktok.gateway.watch;

import static io.github.cameltiktok.gateway.GatewayFixture.json;
import static io.github.cameltiktok.gateway.watch.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.sandbox.ReceivedWebhook;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watches and events as a platform uses them, over HTTP. */
class WatchHttpTest {

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
    private static final String PULLED = "{\"subject\":\"@pulled.creator\",\"every\":\"PT6H\"}";

    @TempDir
    static Path folder;

    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.in(folder)
                .clock(CLOCK)
                .sandbox(SandboxOptions.defaults().withClock(CLOCK))
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void changeOfAGrowingCreatorArrivesAsAWebhookUntilTheWatchIsDeleted() {
        HttpResponse<String> created = gateway.post(
                "/v1/watches",
                "{\"subject\":\"@growing.fast\",\"every\":\"1h\",\"label\":\"Launch\",\"callbackUrl\":\""
                        + gateway.sandbox().webhookUrl() + "/growing\"}");
        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("Location").orElseThrow();
        String id = json(created).path("id").asText();
        assertThat(location).isEqualTo(gateway.uri("/v1/watches/" + id).toString());
        await().until(() -> gateway.database().now(handle -> handle.createQuery(
                                "SELECT COUNT(*) FROM watch WHERE snapshot IS NOT NULL AND id = '" + id + "'")
                        .mapTo(Integer.class)
                        .one())
                == 1);

        CLOCK.advance(Duration.ofMinutes(66));
        await().until(() -> webhooks() == 1);
        ReceivedWebhook webhook = gateway.sandbox().webhooks().get(0);
        JsonNode event = json(webhook.body());
        assertThat(webhook.headers()).containsKeys("webhook-id", "webhook-timestamp", "webhook-signature");
        assertThat(event.path("type").asText()).isEqualTo("user.changed");
        assertThat(event.path("label").asText()).isEqualTo("Launch");
        assertThat(event.at("/changes/0/delta").asLong())
                .isEqualTo(Duration.ofMinutes(66).toSeconds());
        assertThat(json(gateway.get("/v1/watches/" + id + "/events")).at("/items/0"))
                .isEqualTo(event);

        HttpRequest.Builder delete = HttpRequest.newBuilder(URI.create(location))
                .header("X-API-Key", gateway.key())
                .DELETE();
        assertThat(gateway.send(delete).statusCode()).isEqualTo(204);
        assertThat(gateway.send(delete).statusCode()).isEqualTo(204);
        assertThat(gateway.get("/v1/watches/" + id).statusCode()).isEqualTo(404);
        assertThat(webhooks()).isEqualTo(1);
    }

    @Test
    void unsubscribeLinkEndsItsWatchWithoutAKey() {
        HttpResponse<String> created = gateway.post("/v1/watches?location=unsubscribe", PULLED);
        String id = json(created).path("id").asText();
        URI link = URI.create(created.headers().firstValue("Location").orElseThrow());
        URI changed = URI.create(link.toString().substring(0, link.toString().length() - 4) + "AAAA");

        assertThat(link.toString())
                .startsWith(gateway.uri("/v1/unsubscribe/").toString())
                .doesNotContain(id);
        assertThat(gateway.send(HttpRequest.newBuilder(changed).DELETE()).statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/v1/watches/" + id).statusCode()).isEqualTo(200);
        assertThat(gateway.send(HttpRequest.newBuilder(link).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(gateway.get("/v1/watches/" + id).statusCode()).isEqualTo(404);
        assertThat(gateway.send(HttpRequest.newBuilder(link).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(gateway.post("/v1/watches?location=elsewhere", PULLED).statusCode())
                .isEqualTo(400);
    }

    @Test
    void streamResumesFromLastEventId() throws IOException {
        String id = watch();
        String first;
        String position;
        try (BufferedReader stream = stream(id, null)) {
            test(id);
            first = line(stream, "data: ");
        }
        position = json(gateway.get("/v1/events")).path("next").asText();
        String second = test(id);
        String third = test(id);
        try (BufferedReader stream = stream(id, position)) {
            assertThat(json(line(stream, "data: ")).path("id").asText()).isEqualTo(second);
            assertThat(json(line(stream, "data: ")).path("id").asText()).isEqualTo(third);
        }

        assertThat(json(first).path("sample").asBoolean()).isTrue();
        gateway.delete("/v1/watches/" + id);
    }

    @Test
    void longPollReturnsWithTheEvent() {
        String id = watch();
        String next = json(gateway.get("/v1/events?limit=100")).path("next").asText();
        CompletableFuture<HttpResponse<String>> poll = gateway.client()
                .sendAsync(gateway.request("/v1/events?wait=25&after=" + next).build(), BodyHandlers.ofString());
        String event = test(id);

        assertThat(json(poll.orTimeout(60, TimeUnit.SECONDS).join())
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(event);
        gateway.delete("/v1/watches/" + id);
    }

    @Test
    void changedWatchIsListedAsChanged() {
        String id = watch();

        assertThat(json(gateway.patch("/v1/watches/" + id, "{\"label\":\"Other\"}"))
                        .path("label")
                        .asText())
                .isEqualTo("Other");
        assertThat(gateway.get("/v1/watches").body()).contains("\"label\":\"Other\"");
        assertThat(gateway.patch("/v1/watches/" + id, "{\"every\":\"soon\"}").statusCode())
                .isEqualTo(400);
        gateway.delete("/v1/watches/" + id);
    }

    @Test
    void tooExpensiveWatchHasTheEstimateInItsProblem() {
        HttpResponse<String> refused =
                gateway.post("/v1/watches", "{\"subject\":\"@pulled.creator\",\"every\":\"1m\"}");
        JsonNode problem = json(refused);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(problem.path("code").asText()).isEqualTo("too-expensive");
        assertThat(problem.at("/estimate/callsPerDay").asInt()).isEqualTo(1_440);
        assertThat(problem.at("/estimate/pricePerDay").decimalValue()).isEqualByComparingTo("8.64");
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo("/every");
    }

    @Test
    void keyWithoutTheScopeManagesNoWatches() {
        CallerSettings all = CallerSettings.defaults("reader");
        String key = gateway.createKey(new CallerSettings(
                        "reader", Set.of(Scope.LOOKUP), 120, 20, null, 1, all.minCadence(), Set.of(), null))
                .text();

        for (String path : new String[] {"/v1/watches", "/v1/events", "/v1/samples?kind=video"}) {
            assertThat(gateway.send(gateway.anonymous(path).header("X-API-Key", key))
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(gateway.send(gateway.anonymous("/v1/watches")
                                .header("X-API-Key", key)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(PULLED)))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void samplesAreAList() {
        JsonNode samples = json(gateway.get("/v1/samples?kind=user&requestSource=ZAPIER"));

        assertThat(samples).hasSize(1);
        assertThat(samples.at("/0/requestSource").asText()).isEqualTo("ZAPIER");
        assertThat(gateway.get("/v1/samples?kind=video&subject=@some.cook").statusCode())
                .isEqualTo(400);
        assertThat(gateway.get("/v1/samples?kind=user&subject=@not.found").statusCode())
                .isEqualTo(404);
        assertThat(gateway.get("/v1/events?wait=26").statusCode()).isEqualTo(400);
        assertThat(gateway.get("/v1/watches/wat_none/events").statusCode()).isEqualTo(404);
    }

    private static String watch() {
        return json(gateway.post("/v1/watches", PULLED)).path("id").asText();
    }

    /** Returns the id of the sample event. */
    private static String test(String watchId) {
        HttpResponse<String> sent = gateway.post("/v1/watches/" + watchId + "/test", "{}");
        assertThat(sent.statusCode()).isEqualTo(202);
        return json(sent).path("eventId").asText();
    }

    private static long webhooks() {
        return gateway.sandbox().webhooks().size();
    }

    private static BufferedReader stream(String watchId, @Nullable String lastEventId) {
        HttpRequest.Builder request =
                gateway.request("/v1/watches/" + watchId + "/events").header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response = gateway.client()
                .sendAsync(request.build(), BodyHandlers.ofInputStream())
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        BufferedReader reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
        // The stream has begun when its first id has arrived.
        line(reader, "id: ");
        return reader;
    }

    /** Returns the rest of the next line with this beginning. */
    private static String line(BufferedReader stream, String beginning) {
        return CompletableFuture.supplyAsync(() -> {
                    try {
                        String line = stream.readLine();
                        while (line != null && !line.startsWith(beginning)) {
                            line = stream.readLine();
                        }
                        return String.valueOf(line).substring(beginning.length());
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
