package io.github.cameltiktok.pipeline.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A Java program in its own process. Its output is appended to a file. It ends at the latest with this process.
 * Thread-safe.
 */
public final class OsProcess {

    /** Exit code after SIGKILL: 128 and the number of the signal. */
    public static final int KILLED = 137;

    /** Exit code after SIGTERM. */
    public static final int TERMINATED = 143;

    private static final Duration SIGNAL_TIMEOUT = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;

    private OsProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts a program, and does not wait for it.
     *
     * @param classPath the entries, separated as on a command line
     * @param command options of the Java machine, main class, arguments
     * @param environment variables besides those of this process
     * @param output file for standard output and standard error
     */
    public static OsProcess start(
            String classPath, List<String> command, Map<String, String> environment, Path output) {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("CLASSPATH", classPath);
        try {
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new OsProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the class path of the running test. */
    public static String testClassPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the output so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends SIGKILL, and waits for the end. Fails if the process had ended before. */
    public void kill() {
        process.destroyForcibly();
        assertThat(awaitExit(SIGNAL_TIMEOUT)).as(output()).isEqualTo(KILLED);
    }

    /** Sends SIGTERM, and does not wait for the end. */
    public void terminate() {
        process.destroy();
    }

    /** Sends SIGSTOP. The process keeps its memory and its connections. */
    public void pause() {
        signal("STOP");
    }

    /** Sends SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Waits for the end, and returns the exit code. Fails after the timeout. */
    public int awaitExit(Duration atMost) {
        try {
            assertThat(process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS))
                    .as("end within %s; output: %s", atMost, output())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a process ended", e);
        }
    }

    /** Terminates the process, and kills it if it does not end in time. */
    public void end(Duration atMost) {
        process.destroy();
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                awaitExit(SIGNAL_TIMEOUT);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(new File("/dev/null")))
                    .start();
            assertThat(kill.waitFor()).as("exit code of kill -%s", name).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a signal was sent", e);
        }
    }
}
