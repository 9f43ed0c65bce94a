package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.KafkaPipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command {@code replay} in a process of its own, from its start to its end. */
final class ReplayProcess implements AutoCloseable {

    /** 128 and the number of the signal. */
    private static final int KILLED = 137;

    private static final int TERMINATED = 143;
    private static final int PATIENCE_MINUTES = 3;

    private final Process process;
    private final Path output;

    private ReplayProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts one with so many records in a transaction. */
    static ReplayProcess start(String brokers, String topics, int transactionRecords, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        // It runs for seconds only.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        KafkaPipeline.class.getName(),
                        "replay",
                        "--brokers",
                        brokers,
                        "--topics",
                        topics,
                        "--transaction-records",
                        Integer.toString(transactionRecords)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return new ReplayProcess(builder.start(), output);
    }

    /** Kills it as kill -9 does. Fails if it has ended by itself before. */
    void kill() throws InterruptedException, IOException {
        process.destroyForcibly();
        assertThat(exitCode()).as(output()).isEqualTo(KILLED);
    }

    /** Ends it as Ctrl-C and Kubernetes do, and returns its output. Fails if it has ended by itself before. */
    String stop() throws InterruptedException, IOException {
        process.destroy();
        assertThat(exitCode()).as(output()).isEqualTo(TERMINATED);
        return output();
    }

    /** Waits until it has replayed all, and returns its output. */
    String awaitEnd() throws InterruptedException, IOException {
        assertThat(exitCode()).as(output()).isZero();
        return output();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private int exitCode() throws InterruptedException, IOException {
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    private String output() throws IOException {
        return Files.readString(output);
    }
}
