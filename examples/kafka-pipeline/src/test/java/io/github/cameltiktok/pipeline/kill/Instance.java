package io.github.cameltiktok.pipeline.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.KafkaPipeline;
import io.github.cameltiktok.pipeline.broker.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One instance of the pipeline in a process of its own, from its start to its end. */
final class Instance {

    /** 128 and the number of the signal. */
    private static final int KILLED = 137;

    private static final int TERMINATED = 143;
    private static final int STOP_SECONDS = 40;

    private final Process process;
    private final Path output;

    private Instance(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts one.
     *
     * @param environment the settings that differ from the pipeline's own
     * @param output where it writes to
     */
    static Instance start(String brokers, String topics, Map<String, String> environment, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        // It lives for moments.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        KafkaPipeline.class.getName(),
                        "run",
                        "--brokers",
                        brokers,
                        "--topics",
                        topics))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("CAMEL_MANAGEMENT_PORT", Integer.toString(FreePort.find()));
        variables.put(
                "CLASSPATH", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment().putAll(variables);
        return new Instance(builder.start(), output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it as kill -9 does. Fails if it has ended by itself before. */
    void kill() throws InterruptedException, IOException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(said()).isEqualTo(KILLED);
    }

    /** Asks it to stop, as Kubernetes does. */
    void stop() {
        process.destroy();
    }

    /** Waits for its end in good order. */
    void awaitEnd() throws InterruptedException, IOException {
        assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as(said()).isTrue();
        assertThat(process.exitValue()).as(said()).isEqualTo(TERMINATED);
    }

    private String said() throws IOException {
        return Files.readString(output);
    }
}
