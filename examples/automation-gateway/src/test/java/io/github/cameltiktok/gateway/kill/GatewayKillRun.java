package io.github.cameltiktok.gateway.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.gateway.access.ApiKey;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.kill.WebhookLog.Webhooked;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.sandbox.Sandbox;
import io.github.cameltiktok.sandbox.SandboxOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills gateways, each a process, at random moments while videos grow, and replaces them. Each recorded event reaches its
 * receiver. Runs with {@code mvn verify -Pkill}; {@code -Dgateway.kills=20} is the whole run, and
 * {@code -Dkill.seed=N} repeats the order of kills. The gateways' clock is 20 times faster, so that the lease of 60 s and
 * the least cadence of 1 min are 3 s.
 *
 * <ul>
 *   <li>Each event in the database was received, unless its delivery was still pending at the end, with a valid signature.
 *   <li>What was received more than once has the same id and the same body.
 *   <li>The events of a watch are numbered without gaps, and each continues from the one before: no change is lost.
 *   <li>A kill repeats at most the calls of the polls that were in flight.
 *   <li>After the last kill, each watch has events again: no lease is dead.
 * </ul>
 */
final class GatewayKillRun {

    private static final int KILLS = Integer.getInteger("gateway.kills", 5);
    private static final boolean IS_WHOLE = KILLS >= 20;
    private static final int WATCHES = IS_WHOLE ? 1_000 : 12;
    private static final int WEBHOOKS_PER_KILL = IS_WHOLE ? WATCHES / 2 : 2 * WATCHES;
    private static final int LEAST_EVENTS = IS_WHOLE ? 10_000 : 0;
    private static final long SEED = Long.getLong("kill.seed", new Random().nextInt(1_000_000));
    private static final int SPEED = 20;

    /** Grows every video by 3 plays an hour at least, so that each poll finds a change. */
    private static final int SANDBOX_SPEED = 7_200;

    /** As in the gateway: the most polls of one instance at a time. */
    private static final int POLLS_IN_FLIGHT = 8;

    private static final String CADENCE = IS_WHOLE ? "PT10M" : "PT1M";
    private static final String PROVIDER = "apidirect";
    private static final Duration PATIENCE = Duration.ofMinutes(IS_WHOLE ? 20 : 3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final long startedAt = System.currentTimeMillis();
    private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults()
            .withClock(new FastClock(Instant.ofEpochMilli(startedAt), SANDBOX_SPEED))
            .withGrowth());
    private final WebhookLog webhooks = new WebhookLog();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<GatewayProcess> instances = new ArrayList<>();
    private final List<GatewayProcess> allInstances = new ArrayList<>();
    private final Map<String, String> secrets = new HashMap<>();

    /** An event in the database. */
    private record Recorded(String id, String watchId, String body, String deliveryState) {}

    @AfterEach
    void end() {
        allInstances.stream().filter(GatewayProcess::isAlive).forEach(GatewayProcess::kill);
        webhooks.close();
        sandbox.close();
    }

    @Test
    void killedGatewayOnSqliteLosesNoEvent() throws Exception {
        run("SQLite", "jdbc:sqlite:" + folder.resolve("gateway.db"), 1);
    }

    @Test
    void killedInstancesOnPostgresLoseNoEvent() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            run("Postgres", postgres.getJdbcUrl("postgres", "postgres"), 2);
        }
    }

    private void run(String name, String databaseUrl, int count) throws Exception {
        ApiKey key = createKey(databaseUrl);
        Path properties = properties(databaseUrl, count);
        for (int i = 0; i < count; i++) {
            instances.add(start(properties));
        }
        List<URI> addresses = instances.stream().map(GatewayProcess::awaitReady).toList();
        for (int i = 0; i < WATCHES; i++) {
            createWatch(addresses.get(i % count), key, i);
        }
        for (int kill = 0; kill < KILLS; kill++) {
            awaitMoreWebhooks(1 + random.nextInt(WEBHOOKS_PER_KILL));
            int index = random.nextInt(count);
            instances.get(index).kill();
            instances.set(index, start(properties));
        }
        instances.forEach(GatewayProcess::awaitReady);
        awaitEventsOfEachWatch();
        Awaitility.await().atMost(PATIENCE).until(() -> webhooks.size() >= LEAST_EVENTS);
        instances.forEach(GatewayProcess::stop);
        try (Database database = Database.open(databaseUrl, null, null)) {
            check(name, database);
        }
    }

    private static ApiKey createKey(String databaseUrl) {
        CallerSettings caller = new CallerSettings(
                "killed",
                Set.of(Scope.LOOKUP, Scope.WATCH),
                1_000_000,
                100,
                null,
                WATCHES,
                Duration.ofMinutes(1),
                Set.of(),
                null);
        try (Database database = Database.open(databaseUrl, null, null)) {
            return database.now(handle -> KeyTable.create(handle, caller, Instant.now()));
        }
    }

    private Path properties(String databaseUrl, int count) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("gateway.port", "0");
        properties.setProperty("gateway.database.url", databaseUrl);
        properties.setProperty("gateway.secret", "0123456789abcdef0123456789abcdef");
        properties.setProperty("gateway.allow-local", "true");
        properties.setProperty("gateway.routes", "classpath:gateway.camel.yaml");
        properties.setProperty("gateway.instances", Integer.toString(count));
        properties.setProperty("camel.component.tiktok.provider", PROVIDER);
        properties.setProperty("camel.component.tiktok.max-retries", "0");
        String prefix = "camel.component.tiktok." + PROVIDER;
        properties.setProperty(prefix + ".base-url", sandbox.baseUrl(PROVIDER).toString());
        properties.setProperty(prefix + ".api-key", sandbox.apiKey(PROVIDER));
        properties.setProperty(
                prefix + ".max-concurrent-requests", Integer.toString(Sandbox.API_DIRECT_CONCURRENCY_LIMIT / count));
        Path file = folder.resolve("gateway.properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private GatewayProcess start(Path properties) throws IOException {
        Path logback = folder.resolve("logback.xml");
        Files.writeString(logback, """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d %-5level %logger{1} - %msg%n</pattern></encoder>
                  </appender>
                  <logger name="io.github.cameltiktok.gateway" level="INFO"/>
                  <root level="WARN"><appender-ref ref="console"/></root>
                </configuration>
                """);
        GatewayProcess process = GatewayProcess.start(
                List.of(properties.toString(), Long.toString(startedAt), Integer.toString(SPEED)),
                logback,
                folder.resolve("instance-" + allInstances.size() + ".txt"));
        allInstances.add(process);
        return process;
    }

    private void createWatch(URI gateway, ApiKey key, int number) throws Exception {
        String path = "/" + number;
        String body = String.format(
                Locale.ROOT,
                "{\"kind\":\"video\",\"subject\":\"7516594811734%06d\",\"callbackUrl\":\"%s\",\"every\":\"%s\","
                        + "\"watch\":\"stats.plays\",\"events\":[\"first\",\"changed\"]}",
                number,
                webhooks.url(path),
                CADENCE);
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/watches"))
                .header("Authorization", "Bearer " + key.text())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        secrets.put(path, JSON.readTree(answer.body()).path("secret").asText());
    }

    private void awaitMoreWebhooks(int more) {
        int target = webhooks.size() + more;
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> webhooks.size() >= target);
    }

    /** Waits for two more events of each watch, the second of which begins after the restart. */
    private void awaitEventsOfEachWatch() {
        Map<String, Integer> before = webhooks.countByPath();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            Map<String, Integer> now = webhooks.countByPath();
            assertThat(secrets.keySet())
                    .allMatch(path -> now.getOrDefault(path, 0) >= before.getOrDefault(path, 0) + 2);
        });
    }

    private void check(String name, Database database) throws IOException {
        List<Recorded> recorded = recorded(database);
        Map<String, List<Webhooked>> received = webhooks.all().stream().collect(Collectors.groupingBy(Webhooked::id));
        long calls = sandbox.calls(PROVIDER);
        long explained = allInstances.stream()
                .flatMap(process -> process.output().lines())
                .filter(line -> line.contains("Poll of"))
                .count();
        long extra = calls - recorded.size() - explained;
        long pending = recorded.stream()
                .filter(event -> event.deliveryState.equals("pending"))
                .count();
        long lost = recorded.stream()
                .filter(event -> !event.deliveryState.equals("pending") && !received.containsKey(event.id))
                .count();
        System.out.printf(
                Locale.ROOT,
                "Gateway kill run: %s, seed = %d, instances started = %d, kills = %d, watches = %d, events = %d,"
                        + " pending at the end = %d, lost = %d, received twice = %d, calls = %d, calls repeated by kills = %d,"
                        + " polls failed or dropped by a lease = %d%n",
                name,
                SEED,
                allInstances.size(),
                KILLS,
                WATCHES,
                recorded.size(),
                pending,
                lost,
                webhooks.size() - received.size(),
                calls,
                extra,
                explained);

        assertThat(lost).isZero();
        assertThat(recorded).extracting(Recorded::id).containsAll(received.keySet());
        for (Recorded event : recorded) {
            for (Webhooked webhook : received.getOrDefault(event.id, List.of())) {
                assertThat(webhook.body()).isEqualTo(event.body);
                assertThat(webhook.isSignedWith(secrets.get(webhook.path()))).isTrue();
            }
        }
        assertThat(recorded.stream().map(Recorded::watchId).distinct()).hasSize(WATCHES);
        checkSequences(recorded);
        assertThat(calls).isGreaterThanOrEqualTo(recorded.size());
        assertThat(extra).isLessThanOrEqualTo((long) KILLS * Math.min(POLLS_IN_FLIGHT, WATCHES));
    }

    private static List<Recorded> recorded(Database database) {
        return database.now(handle -> handle.createQuery(
                        "SELECT e.id, e.watch_id, e.body, d.state FROM event e JOIN delivery d ON d.event_id = e.id"
                                + " ORDER BY e.position")
                .map((row, context) -> new Recorded(
                        row.getString("id"), row.getString("watch_id"), row.getString("body"), row.getString("state")))
                .list());
    }

    private static void checkSequences(List<Recorded> recorded) throws IOException {
        Map<String, List<JsonNode>> byWatch = new TreeMap<>();
        for (Recorded event : recorded) {
            byWatch.computeIfAbsent(event.watchId, id -> new ArrayList<>()).add(JSON.readTree(event.body));
        }
        for (List<JsonNode> events : byWatch.values()) {
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).path("sequence").asInt()).isEqualTo(i + 1);
                if (i > 0) {
                    assertThat(events.get(i).at("/changes/0/before"))
                            .isEqualTo(events.get(i - 1).at("/video/stats/plays"));
                }
            }
        }
    }
}
