package io.github.cameltiktok.gateway.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.kill.WebhookLog.Webhooked;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Postgres goes away for {@code -Dgateway.away-seconds=60}, and comes back. Meanwhile lookups go on and watches answer 503.
 * Afterwards polls and webhooks go on: no event and no paid call is lost. Runs with {@code mvn verify -Pkill}. The
 * gateway's clock is 20 times faster, as in {@link GatewayKillRun}.
 */
class DatabaseAwayRun {

    private static final int AWAY_SECONDS = Integer.getInteger("gateway.away-seconds", 6);
    private static final int WATCHES = 20;
    private static final int BURST = 200;
    private static final int SPEED = 20;
    private static final int SANDBOX_SPEED = 7_200;
    private static final String SOURCE = "AWAY";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    Path folder;

    private final Instant start = Instant.now();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withClock(new FastClock(start, SANDBOX_SPEED))
            .withGrowth());
    private final WebhookLog webhooks = new WebhookLog();
    private String key = "";
    private int lookups;

    /** An event in the database. */
    private record Recorded(String id, String watchId, int sequence, String deliveryState) {}

    @AfterEach
    void end() {
        webhooks.close();
        sandbox.close();
    }

    @Test
    void nothingIsLost() throws IOException {
        int port = freePort();
        EmbeddedPostgres postgres = start(port);
        try (GatewayFixture gateway = GatewayFixture.in(folder)
                .sandbox(sandbox)
                .clock(new FastClock(start, SPEED))
                .with("gateway.database.url", "jdbc:postgresql://localhost:" + port + "/postgres")
                .with("gateway.database.user", "postgres")
                .start()) {
            key = gateway.createKey(caller()).text();
            for (int i = 0; i < WATCHES; i++) {
                createWatch(gateway, i);
            }
            awaitMoreOfEachWatch(1);

            postgres.close();
            burst(gateway);
            int refused = useWithoutDatabase(gateway);

            long back = System.nanoTime();
            postgres = start(port);
            await().atMost(PATIENCE).until(() -> watches(gateway).statusCode() == 200);
            long ready = System.nanoTime();
            awaitMoreOfEachWatch(2);
            await().atMost(PATIENCE).until(() -> storedCalls(gateway) == lookups);
            checkEvents(gateway, refused, Duration.ofNanos(ready - back));
        } finally {
            postgres.close();
        }
    }

    private static CallerSettings caller() {
        return new CallerSettings(
                "away",
                Set.of(Scope.LOOKUP, Scope.WATCH),
                1_000_000,
                BURST,
                null,
                WATCHES,
                Duration.ofMinutes(1),
                Set.of(),
                null);
    }

    private void createWatch(GatewayFixture gateway, int number) {
        String body = String.format(
                Locale.ROOT,
                "{\"kind\":\"video\",\"subject\":\"7516594811734%06d\",\"callbackUrl\":\"%s\",\"every\":\"PT1M\","
                        + "\"watch\":\"stats.plays\",\"events\":[\"first\",\"changed\"]}",
                number,
                webhooks.url("/" + number));
        HttpResponse<String> answer = gateway.send(gateway.anonymous("/v1/watches")
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /** More requests than threads of the database, each of which may wait 5 s for a connection. */
    private void burst(GatewayFixture gateway) {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, BURST)
                .mapToObj(i -> gateway.client()
                        .sendAsync(
                                gateway.anonymous("/v1/watches")
                                        .header("X-API-Key", key)
                                        .build(),
                                BodyHandlers.ofString()))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer)
                .succeedsWithin(GatewayFixture.PATIENCE)
                .extracting(HttpResponse::statusCode)
                .isEqualTo(503));
    }

    /** Returns how often the list of watches was refused. Each round looks up one video that is not in the cache. */
    private int useWithoutDatabase(GatewayFixture gateway) {
        int rounds = 0;
        long end = System.nanoTime() + Duration.ofSeconds(AWAY_SECONDS).toNanos();
        while (rounds == 0 || System.nanoTime() < end) {
            HttpResponse<String> lookup =
                    get(gateway, "/v1/video?subject=7516594811735%06d&requestSource=%s".formatted(lookups, SOURCE));
            assertThat(lookup.statusCode()).as(lookup.body()).isEqualTo(200);
            lookups++;
            HttpResponse<String> watches = watches(gateway);
            assertThat(watches.statusCode()).as(watches.body()).isEqualTo(503);
            assertThat(watches.headers().firstValue("Retry-After")).contains("5");
            assertThat(GatewayFixture.json(watches).path("code").textValue()).isEqualTo("store-unavailable");
            rounds++;
        }
        return rounds;
    }

    private HttpResponse<String> watches(GatewayFixture gateway) {
        return get(gateway, "/v1/watches");
    }

    private HttpResponse<String> get(GatewayFixture gateway, String path) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", key));
    }

    private void awaitMoreOfEachWatch(int more) {
        Map<String, Integer> before = webhooks.countByPath();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(webhooks.countByPath())
                .hasSize(WATCHES)
                .allSatisfy((path, count) ->
                        assertThat(count).isGreaterThanOrEqualTo(before.getOrDefault(path, 0) + more)));
    }

    private static long storedCalls(GatewayFixture gateway) {
        return gateway.database().now(handle -> handle.createQuery(
                        "SELECT COALESCE(SUM(calls), 0) FROM spend WHERE request_source = :source")
                .bind("source", SOURCE)
                .mapTo(Long.class)
                .one());
    }

    /** Checks that the events of each watch are numbered without gaps, and that each delivered one was received. */
    private void checkEvents(GatewayFixture gateway, int refused, Duration recovery) {
        List<Recorded> events = recorded(gateway);
        List<Webhooked> received = webhooks.all();
        Set<String> ids = received.stream().map(Webhooked::id).collect(Collectors.toSet());
        System.out.printf(
                Locale.ROOT,
                "Database away for %d s: watches = %d, events = %d, webhooks = %d, received twice = %d, lookups meanwhile = %d,"
                        + " refused with 503 = %d, watches answered again after %d ms, with the start of Postgres%n",
                AWAY_SECONDS,
                WATCHES,
                events.size(),
                received.size(),
                received.size() - ids.size(),
                lookups,
                refused,
                recovery.toMillis());

        assertThat(events)
                .filteredOn(event -> event.deliveryState.equals("delivered"))
                .allMatch(event -> ids.contains(event.id));
        Map<String, List<Recorded>> byWatch =
                events.stream().collect(Collectors.groupingBy(Recorded::watchId, TreeMap::new, Collectors.toList()));
        assertThat(byWatch).hasSize(WATCHES);
        byWatch.forEach((watch, own) -> {
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i).sequence).as(watch).isEqualTo(i + 1);
            }
        });
    }

    private static List<Recorded> recorded(GatewayFixture gateway) {
        return gateway.database()
                .now(handle -> handle.createQuery("SELECT e.id, e.watch_id, e.body, d.state FROM event e"
                                + " JOIN delivery d ON d.event_id = e.id ORDER BY e.position")
                        .map((row, context) -> {
                            JsonNode body = GatewayFixture.json(row.getString("body"));
                            return new Recorded(
                                    row.getString("id"),
                                    row.getString("watch_id"),
                                    body.path("sequence").asInt(),
                                    row.getString("state"));
                        })
                        .list());
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
