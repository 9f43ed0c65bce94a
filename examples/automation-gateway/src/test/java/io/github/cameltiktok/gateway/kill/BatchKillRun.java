package io.github.cameltiktok.gateway.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameltiktok.gateway.access.ApiKey;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.kill.WebhookLog.Webhooked;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.sandbox.Sandbox;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a gateway in the middle of a batch, again and again. Runs with {@code mvn verify -Pkill}. The gateway's clock is 20 times
 * faster, so that the lease of 60 s is 3 s.
 *
 * <ul>
 *   <li>The batch completes with a line for each subject.
 *   <li>Its callback gets each event, duplicates with the same id and body.
 *   <li>A kill repeats at most the lookups in progress, 8.
 * </ul>
 */
final class BatchKillRun {

    private static final int KILLS = Integer.getInteger("gateway.kills", 5);
    private static final int SUBJECTS = 100;
    private static final int LOOKUPS_IN_PROGRESS = 8;
    private static final int SPEED = 20;
    private static final String PROVIDER = "apidirect";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final long startedAt = System.currentTimeMillis();
    private final Sandbox sandbox = Sandbox.start();
    private final WebhookLog webhooks = new WebhookLog();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<GatewayProcess> instances = new ArrayList<>();

    @AfterEach
    void end() {
        instances.stream().filter(GatewayProcess::isAlive).forEach(GatewayProcess::kill);
        webhooks.close();
        sandbox.close();
    }

    @Test
    void killedGatewayCompletesItsBatch() throws Exception {
        sandbox.latency(Duration.ofMillis(100));
        String url = "jdbc:sqlite:" + folder.resolve("gateway.db");
        ApiKey key = createKey(url);
        Path properties = properties(url);
        GatewayProcess gateway = start(properties);
        URI address = gateway.awaitReady();
        HttpResponse<String> created = client.send(
                request(address, key, "/v1/batches")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(batch()))
                        .build(),
                BodyHandlers.ofString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(202);
        String id = JSON.readTree(created.body()).path("id").asText();
        String secret = JSON.readTree(created.body()).path("secret").asText();
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = kill * SUBJECTS / (KILLS + 2);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> webhooks.all().stream()
                                    .map(Webhooked::id)
                                    .distinct()
                                    .count()
                            >= enough);
            gateway.kill();
            gateway = start(properties);
            address = gateway.awaitReady();
        }
        URI last = address;
        Awaitility.await().atMost(PATIENCE).until(() -> get(last, key, "/v1/batches/" + id)
                .contains("completedAt"));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        webhooks.all().stream().map(Webhooked::id).distinct().count() > SUBJECTS);

        List<String> lines =
                get(last, key, "/v1/batches/" + id + "/results").lines().toList();
        List<Webhooked> all = webhooks.all();
        long calls = sandbox.calls(PROVIDER);
        System.out.printf(
                Locale.ROOT,
                "Batch kill run: kills = %d, lines = %d, events = %d, received twice = %d, calls repeated by kills = %d%n",
                KILLS,
                lines.size(),
                all.stream().map(Webhooked::id).distinct().count(),
                all.size() - SUBJECTS - 1,
                calls - SUBJECTS);
        assertThat(lines).hasSize(SUBJECTS).allMatch(line -> line.contains("\"status\":200"));
        Map<String, List<Webhooked>> byId = all.stream().collect(Collectors.groupingBy(Webhooked::id));
        assertThat(byId).hasSize(SUBJECTS + 1);
        assertThat(byId.values())
                .allMatch(same -> same.stream().map(Webhooked::body).distinct().count() == 1);
        assertThat(all).allMatch(webhook -> webhook.isSignedWith(secret));
        List<JsonNode> events = new ArrayList<>();
        for (List<Webhooked> same : byId.values()) {
            events.add(JSON.readTree(same.get(0).body()));
        }
        assertThat(events)
                .filteredOn(event -> event.path("type").asText().equals("batch.item"))
                .extracting(event -> event.path("index").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, SUBJECTS).boxed().toList());
        assertThat(calls).isLessThanOrEqualTo(SUBJECTS + (long) KILLS * LOOKUPS_IN_PROGRESS);
    }

    private String batch() {
        return IntStream.range(0, SUBJECTS)
                .mapToObj(index -> "\"7311111111111" + (100_000 + index) + "\"")
                .collect(Collectors.joining(
                        ",", "{\"subjects\":[", "],\"callbackUrl\":\"" + webhooks.url("/batch") + "\"}"));
    }

    private static HttpRequest.Builder request(URI gateway, ApiKey key, String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).header("Authorization", "Bearer " + key.text());
    }

    private String get(URI gateway, ApiKey key, String path) throws Exception {
        return client.send(request(gateway, key, path).build(), BodyHandlers.ofString())
                .body();
    }

    private static ApiKey createKey(String databaseUrl) {
        try (Database database = Database.open(databaseUrl, null, null)) {
            return database.now(handle -> KeyTable.create(handle, CallerSettings.defaults("killed"), Instant.now()));
        }
    }

    private Path properties(String databaseUrl) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("gateway.port", "0");
        properties.setProperty("gateway.database.url", databaseUrl);
        properties.setProperty("gateway.secret", "0123456789abcdef0123456789abcdef");
        properties.setProperty("gateway.allow-local", "true");
        properties.setProperty("gateway.routes", "classpath:gateway.camel.yaml");
        properties.setProperty("camel.component.tiktok.provider", PROVIDER);
        properties.setProperty(
                "camel.component.tiktok." + PROVIDER + ".base-url",
                sandbox.baseUrl(PROVIDER).toString());
        properties.setProperty("camel.component.tiktok." + PROVIDER + ".api-key", sandbox.apiKey(PROVIDER));
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
                  <root level="WARN"><appender-ref ref="console"/></root>
                </configuration>
                """);
        GatewayProcess process = GatewayProcess.start(
                List.of(properties.toString(), Long.toString(startedAt), Integer.toString(SPEED)),
                logback,
                folder.resolve("instance-" + instances.size() + ".txt"));
        instances.add(process);
        return process;
    }
}
