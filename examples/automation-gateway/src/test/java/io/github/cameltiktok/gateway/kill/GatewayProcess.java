package io.github.cameltiktok.gateway.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** One instance of the gateway as a process, which ends at the latest with this one. */
final class GatewayProcess {

    private static final int KILLED = 137;
    private static final int TERMINATED = 143;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path output;

    private GatewayProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts an instance, and does not wait for it.
     *
     * @param arguments of {@link KilledGateway}
     * @param logback configuration of its log
     * @param output file for its output
     */
    static GatewayProcess start(List<String> arguments, Path logback, Path output) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        // The optimising compiler costs more than it saves in seconds.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dlogback.configurationFile=" + logback,
                        KilledGateway.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(output.toFile()));
        builder.command().addAll(arguments);
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new GatewayProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the start, and returns the address. */
    URI awaitReady() {
        Awaitility.await().atMost(PATIENCE).until(() -> output().contains(KilledGateway.READY) || !process.isAlive());
        assertThat(process.isAlive()).as(output()).isTrue();
        String line = output().lines()
                .filter(any -> any.startsWith(KilledGateway.READY))
                .findFirst()
                .orElseThrow();
        return URI.create(line.substring(KilledGateway.READY.length()));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL. */
    void kill() {
        process.destroyForcibly();
        awaitExit(KILLED);
    }

    /** Sends SIGTERM, and waits for the end of what is in flight. */
    void stop() {
        process.destroy();
        awaitExit(TERMINATED);
    }

    private void awaitExit(int expected) {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("end; output: %s", output())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(process.exitValue()).as(output()).isEqualTo(expected);
    }
}
