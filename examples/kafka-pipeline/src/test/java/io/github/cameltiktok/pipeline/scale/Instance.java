package io.github.cameltiktok.pipeline.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.KafkaPipeline;
import io.github.cameltiktok.pipeline.broker.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One instance of the pipeline in a process of its own, from its start to its orderly end. */
final class Instance implements AutoCloseable {

    /** What the optimising compiler would gain does not pay off in half a minute, and takes time from the others. */
    static final List<String> SHORT_LIVED = List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int managementPort;
    private final Path output;

    private Instance(Process process, int managementPort, Path output) {
        this.process = process;
        this.managementPort = managementPort;
        this.output = output;
    }

    /**
     * Starts an instance, and does not wait for it.
     *
     * @param jvm options of its Java machine
     * @param settings those of {@code application.properties} that are to be different
     * @param output where to write what it says
     */
    static Instance start(String brokers, String topics, List<String> jvm, Map<String, String> settings, Path output) {
        int managementPort = FreePort.find();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Dcamel.management.port=" + managementPort);
        settings.forEach((name, value) -> command.add("-D" + name + '=' + value));
        command.addAll(List.of(KafkaPipeline.class.getName(), "run", "--brokers", brokers, "--topics", topics));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        try {
            Process process = builder.start();
            // An interrupted run must not leave it behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Instance(process, managementPort, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns what it has said up to now: warnings and errors, as it is quiet otherwise. */
    String output() throws IOException {
        return Files.readString(output);
    }

    /** Returns all its meters, as Prometheus would get them. */
    String metrics() {
        URI address = URI.create("http://localhost:" + managementPort + "/observe/metrics");
        try {
            return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while metrics were asked for", e);
        }
    }

    /** Returns the value of the one meter whose line begins so. */
    static long value(String metrics, String meter) {
        String line = metrics.lines()
                .filter(any -> any.startsWith(meter + ' '))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no meter " + meter + " in:\n" + metrics));
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    /** Ends it as an operator would: lookups that have begun are finished, and offsets are committed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
