package org.acme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the application from its only jar, in a process of its own, and reads its log and its monitoring. */
final class FatJarIT {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final Path LOG = Path.of("target/application.log");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static Process application;
    private static String address;

    @BeforeAll
    static void start() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dcamel.component.tiktok.apidirect.base-url=" + sandbox.get().baseUrl("apidirect"),
                // A busy machine is no reason to fail.
                "-Dcamel.component.tiktok.deadline=5m",
                "-Dcamel.component.tiktok.response-timeout=5m",
                "-Dcamel.management.port=0",
                "-jar",
                "target/fat-jar-1.0-SNAPSHOT-jar-with-dependencies.jar");
        command.environment().put("APIDIRECT_API_KEY", sandbox.get().apiKey("apidirect"));
        application = command.redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
        await().atMost(PATIENCE).until(() -> log().contains("INFO  video - ") || !application.isAlive());
        assertThat(application.isAlive()).as(log()).isTrue();
        Matcher port = Pattern.compile("started on 127\\.0\\.0\\.1:(\\d+)").matcher(log());
        assertThat(port.find()).as("port in " + log()).isTrue();
        address = "http://127.0.0.1:" + port.group(1);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        application.destroy();
        application.waitFor();
    }

    /** Without its type converter, a record becomes text by toString. */
    @Test
    void typeConvertersAreInTheJar() throws IOException {
        assertThat(log()).contains("INFO  video - {\"id\":\"7516594811734854943\"");
    }

    @Test
    void consoleShowsTheLookup() throws Exception {
        assertThat(get("/q/dev/tiktok")).contains("apidirect", "found");
    }

    @Test
    void healthHasTheProducer() throws Exception {
        assertThat(get("/observe/health")).contains("producer:tiktok:video", "UP");
    }

    @Test
    void metricsHaveTheLookup() throws Exception {
        assertThat(get("/observe/metrics")).containsPattern("tiktok_lookups_seconds_count\\{.*outcome=\"found\".*\\} 1");
    }

    @Test
    void keyIsNowhere() throws Exception {
        assertThat(log() + get("/q/dev/tiktok") + get("/observe/health") + get("/observe/metrics"))
                .doesNotContain(sandbox.get().apiKey("apidirect"));
    }

    private static String log() throws IOException {
        return Files.exists(LOG) ? Files.readString(LOG) : "";
    }

    private static String get(String path) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
