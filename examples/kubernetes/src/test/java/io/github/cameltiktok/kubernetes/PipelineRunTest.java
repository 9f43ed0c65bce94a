package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.pipeline.KafkaPipeline;
import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the pipeline as a process, with the arguments and the environment of the Deployment. */
class PipelineRunTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** 128 and the number of the signal. */
    private static final int TERMINATED = 143;

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final Sandbox sandbox = Sandbox.start();
    private final int port = FreePort.find();
    private final JsonNode pod = Kustomization.of("pipeline")
            .manifest("Deployment", "tiktok-pipeline")
            .at("spec.template.spec");

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        sandbox.close();
        broker.close();
    }

    @Test
    void probesSucceedAndStopEndsWithinGracePeriod() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Process process = start(output);
        try {
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                String path = pod.at("/containers/0/" + probe + "/httpGet/path").asText();
                await().alias(probe)
                        .atMost(Duration.ofSeconds(60))
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .until(() -> {
                            assertThat(process.isAlive())
                                    .as(Files.readString(output))
                                    .isTrue();
                            return status(path) == 200;
                        });
            }
        } finally {
            process.destroy();
        }
        long grace = pod.path("terminationGracePeriodSeconds").asLong();
        assertThat(process.waitFor(grace, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(TERMINATED);
    }

    private Process start(Path output) throws IOException {
        Map<String, String> environment = new HashMap<>();
        Kustomization.of("pipeline")
                .manifest("ConfigMap", "tiktok-pipeline")
                .at("data")
                .properties()
                .forEach(setting ->
                        environment.put(setting.getKey(), setting.getValue().asText()));
        environment.put("KAFKA_BROKERS", broker.address());
        environment.put("APIDIRECT_API_KEY", sandbox.apiKey("apidirect"));
        environment.put(
                "CAMEL_COMPONENT_TIKTOK_APIDIRECT_BASE_URL",
                sandbox.baseUrl("apidirect").toString());
        // Another pipeline may run on this machine.
        environment.put("CAMEL_MANAGEMENT_PORT", Integer.toString(port));
        environment.put(
                "CLASSPATH", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                KafkaPipeline.class.getName()));
        pod.at("/containers/0/args").forEach(argument -> command.add(expanded(argument.asText(), environment)));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Ends the process also after an interrupted run.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    /** Expands variables as the kubelet does. */
    private static String expanded(String argument, Map<String, String> environment) {
        String expanded = argument;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            expanded = expanded.replace("$(" + variable.getKey() + ')', variable.getValue());
        }
        return expanded;
    }

    private int status(String path) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + port + path);
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
