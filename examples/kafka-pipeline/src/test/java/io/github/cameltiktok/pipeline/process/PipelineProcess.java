package io.github.cameltiktok.pipeline.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.KafkaPipeline;
import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One instance of the pipeline in its own process. Thread-safe. */
public final class PipelineProcess implements AutoCloseable {

    /** JVM options for runs of less than a minute, in which the optimising compiler costs more CPU time than it saves. */
    public static final List<String> SHORT_LIVED = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final String PORT = "CAMEL_MANAGEMENT_PORT";
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(40);
    private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(30);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(HTTP_TIMEOUT).build();

    private final OsProcess process;
    private final String managementPort;

    /**
     * A response of the health endpoint.
     *
     * @param status of HTTP; 0 if there was no answer
     * @param body JSON; the failure if there was no answer
     */
    public record Health(int status, String body) {

        public boolean isUp() {
            return status == 200;
        }
    }

    private PipelineProcess(OsProcess process, String managementPort) {
        this.process = process;
        this.managementPort = managementPort;
    }

    /**
     * Starts an instance for less than a minute, and does not wait for it.
     *
     * @param topics the prefix of their names
     * @param settings by their names in {@code application.properties} or as environment variables
     * @param output file for its output
     */
    public static PipelineProcess start(String brokers, String topics, Map<String, String> settings, Path output) {
        return start(brokers, topics, List.of(), SHORT_LIVED, settings, output);
    }

    /**
     * Starts an instance, and does not wait for it.
     *
     * @param topics the prefix of their names
     * @param arguments of {@code run}, besides brokers and topics
     * @param jvm options of its Java machine
     * @param settings by their names in {@code application.properties} or as environment variables
     * @param output file for its output
     */
    public static PipelineProcess start(
            String brokers,
            String topics,
            List<String> arguments,
            List<String> jvm,
            Map<String, String> settings,
            Path output) {
        List<String> command = new ArrayList<>(jvm);
        // Otherwise Logback would use logback-test.xml, which is on the class path as well.
        command.add("-Dlogback.configurationFile=logback.xml");
        command.addAll(List.of(KafkaPipeline.class.getName(), "run", "--brokers", brokers, "--topics", topics));
        command.addAll(arguments);
        Map<String, String> environment = new HashMap<>();
        settings.forEach((name, value) -> environment.put(variable(name), value));
        String port = environment.computeIfAbsent(PORT, any -> Integer.toString(FreePort.find()));
        return new PipelineProcess(OsProcess.start(OsProcess.testClassPath(), command, environment, output), port);
    }

    /**
     * Returns the settings for a provider of the sandbox.
     *
     * @param permits maximum of concurrent calls
     */
    public static Map<String, String> provider(Sandbox sandbox, String name, int permits) {
        String prefix = "camel.component.tiktok." + name;
        return Map.of(
                "camel.component.tiktok.provider",
                name,
                prefix + ".base-url",
                sandbox.baseUrl(name).toString(),
                prefix + ".api-key",
                sandbox.apiKey(name),
                prefix + ".max-concurrent-requests",
                Integer.toString(permits));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the output so far. */
    public String output() {
        return process.output();
    }

    /** Sends SIGKILL. Fails if the process had ended before. */
    public void kill() {
        process.kill();
    }

    /** Sends SIGTERM, as Kubernetes does, and does not wait for the end. */
    public void stop() {
        process.terminate();
    }

    /** Suspends the process until {@link #resume()}. */
    public void pause() {
        process.pause();
    }

    public void resume() {
        process.resume();
    }

    /** Waits for the end after {@link #stop()}. */
    public void awaitEnd() {
        assertThat(process.awaitExit(STOP_TIMEOUT)).as(output()).isEqualTo(OsProcess.TERMINATED);
    }

    /** Waits for the end, and returns the exit code. Fails after the timeout. */
    public int awaitExit(Duration atMost) {
        return process.awaitExit(atMost);
    }

    /** Returns whether requests can be answered now, with the reason if not. */
    public Health readiness() {
        return health("ready");
    }

    /** Returns whether the process works, independent of brokers and providers. */
    public Health liveness() {
        return health("live");
    }

    /** Returns all meters in the text format of Prometheus. */
    public String metrics() {
        try {
            return get("metrics").body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value of a meter, by the beginning of its line. */
    public static long value(String metrics, String meter) {
        String line = metrics.lines()
                .filter(any -> any.startsWith(meter + ' '))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + meter + " in:\n" + metrics));
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Stops the instance: it finishes lookups in flight, and commits. */
    @Override
    public void close() {
        process.end(STOP_TIMEOUT);
    }

    private Health health(String kind) {
        try {
            HttpResponse<String> response = get("health/" + kind);
            return new Health(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Health(0, e.toString());
        }
    }

    private HttpResponse<String> get(String path) throws IOException {
        URI address = URI.create("http://localhost:" + managementPort + "/observe/" + path);
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(address).timeout(HTTP_TIMEOUT).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + address + " was read", e);
        }
    }

    private static String variable(String setting) {
        return setting.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
