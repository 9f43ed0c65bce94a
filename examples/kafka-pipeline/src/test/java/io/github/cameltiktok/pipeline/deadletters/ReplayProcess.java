package io.github.cameltiktok.pipeline.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.pipeline.KafkaPipeline;
import io.github.cameltiktok.pipeline.process.OsProcess;
import io.github.cameltiktok.pipeline.process.PipelineProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command {@code replay} in its own process. */
final class ReplayProcess implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final OsProcess process;

    private ReplayProcess(OsProcess process) {
        this.process = process;
    }

    /** Starts a replay, and does not wait for it. */
    static ReplayProcess start(String brokers, String topics, int transactionRecords, Path output) {
        List<String> command = new ArrayList<>(PipelineProcess.SHORT_LIVED);
        command.addAll(List.of(KafkaPipeline.class.getName(), "replay"));
        command.addAll(List.of(options(brokers, topics, transactionRecords)));
        return new ReplayProcess(OsProcess.start(OsProcess.testClassPath(), command, Map.of(), output));
    }

    /** Returns the options of the command for all dead letters of a prefix. */
    static String[] options(String brokers, String topics, int transactionRecords) {
        return new String[] {
            "--brokers", brokers, "--topics", topics, "--transaction-records", Integer.toString(transactionRecords)
        };
    }

    /** Sends SIGKILL. Fails if the process had ended before. */
    void kill() {
        process.kill();
    }

    /** Sends SIGTERM, waits for the end, and returns the output. Fails if the process had ended before. */
    String stop() {
        process.terminate();
        assertThat(process.awaitExit(TIMEOUT)).as(process.output()).isEqualTo(OsProcess.TERMINATED);
        return process.output();
    }

    @Override
    public void close() {
        process.end(TIMEOUT);
    }
}
