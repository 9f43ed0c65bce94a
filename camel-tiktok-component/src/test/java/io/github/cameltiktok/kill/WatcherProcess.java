package io.github.cameltiktok.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of {@link WatcherMain}, from its start to its kill. */
final class WatcherProcess {

    private final Process process;
    private final Path output;

    private WatcherProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static WatcherProcess start(Sandbox sandbox, Path folder, RepositoryKind repository) throws IOException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // For a fast start: each process runs for a few seconds.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        WatcherMain.class.getName(),
                        sandbox.baseUrl("apidirect").toString(),
                        sandbox.apiKey("apidirect"),
                        String.join(",", ChangingCreators.HANDLES),
                        folder.resolve("snapshots.txt").toString(),
                        folder.resolve("emitted.txt").toString(),
                        repository.name()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return new WatcherProcess(builder.start(), output);
    }

    /** Waits while the process runs. Fails if it has exited. */
    void letRun(long millis) throws InterruptedException, IOException {
        if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new AssertionError("process has exited: " + Files.readString(output));
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills the process, like kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
}
