package io.github.cameltiktok.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A server in its own process, with a heap of 256 MiB. */
final class LoadedServer implements AutoCloseable {

    private static final long UNKNOWN = -1;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final URI url;

    private LoadedServer(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts a main class; returns when it answers at the port. */
    static LoadedServer start(int port, Class<?> main, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC", main.getName()));
        all.addAll(List.of(arguments));
        Process process = java(all).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        URI url = URI.create("http://127.0.0.1:" + port);
        HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/me")).build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() > 0);
        return new LoadedServer(process, url);
    }

    /** Returns a process of this JVM and its class path. */
    static ProcessBuilder java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program("java")));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        return builder;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    URI url() {
        return url;
    }

    int threads() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Collects the heap; returns what is left, in MiB. That is the old generation, into which a full collection moves all
     * objects: the young one has those of requests since the collection. It is {@value #UNKNOWN} if a busy JVM does not answer
     * jcmd in time; the heap is reported only.
     */
    long heapAfterGc() throws IOException, InterruptedException {
        Process jcmd =
                new ProcessBuilder(program("jcmd"), Long.toString(process.pid()), "GC.run\nGC.heap_info").start();
        String output = new String(jcmd.getInputStream().readAllBytes());
        if (jcmd.waitFor() != 0) {
            return UNKNOWN;
        }
        return output.lines()
                        .filter(line -> line.contains("tenured generation"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")))
                        .findFirst()
                        .orElseThrow()
                / 1024;
    }

    private static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        boolean hasEnded = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(hasEnded).as("ends after SIGTERM").isTrue();
    }
}
