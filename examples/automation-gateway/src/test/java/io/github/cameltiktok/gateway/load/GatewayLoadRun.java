package io.github.cameltiktok.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.Gateway;
import io.github.cameltiktok.gateway.load.ClientLoad.Result;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway under many clients, at a provider that takes 100 ms, and Camel's own engine next to it. It asserts on counts and
 * threads only; {@code target/load.md} has the times. {@code -Dload.seconds=20} is the length of docs/project/benchmarks/gateway.md.
 */
final class GatewayLoadRun {

    private static final int CLIENTS = Integer.getInteger("load.clients", 2_000);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("load.seconds", 4));
    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** 60 on two cores; Vert.x has event loops, and the JVM threads, for each core. */
    private static final int MAX_THREADS = 52 + 4 * Runtime.getRuntime().availableProcessors();

    private static final Path REPORT = Path.of("target", "load.md");
    private static final LongFunction<String> SAME = number -> "/v1/video?subject=7311111111111111111";
    private static final LongFunction<String> OTHER =
            number -> "/v1/video?subject=" + (7_311_111_111_000_000_000L + number);

    @TempDir
    static Path folder;

    private static SlowProvider provider;
    private static Process process;

    @BeforeAll
    static void start() throws Exception {
        provider = SlowProvider.start(LATENCY);
        Files.writeString(
                REPORT,
                "| server | lookups | clients | 200/s | p50 ms | p99 ms | other statuses | threads | heap after GC, before and after, MiB |\n"
                        + "| --- | --- | ---: | ---: | ---: | ---: | --- | ---: | --- |\n");
    }

    @AfterAll
    static void stop() throws IOException {
        if (process != null) {
            process.destroyForcibly();
        }
        provider.close();
        System.out.println(Files.readString(REPORT));
    }

    @Test
    void manyClientsHoldFewThreads() throws Exception {
        URI gateway = startGateway("uncached", 2_000);
        String key = createKey("uncached");
        try (ClientLoad load = new ClientLoad(gateway, key, CLIENTS)) {
            warmUp(load);
            measure("gateway", "cached", load, CLIENTS, SAME, true);
            measure("gateway", "uncached", load, CLIENTS, OTHER, true);
            measure("gateway", "uncached, once more", load, CLIENTS, OTHER, true);
        }
        end();
        for (String cache : List.of("&cacheTtl=10m", "")) {
            URI stock = startStock(cache);
            try (ClientLoad load = new ClientLoad(stock, "none", CLIENTS)) {
                warmUp(load);
                measure(
                        "stock engine",
                        cache.isEmpty() ? "uncached" : "cached",
                        load,
                        CLIENTS,
                        cache.isEmpty() ? OTHER : SAME,
                        false);
            }
            end();
        }
    }

    /** Four times as many clients as the provider's permits and queue take. */
    @Test
    void overloadIsShedAndNormalAfterwards() throws Exception {
        URI gateway = startGateway("overload", 20);
        String key = createKey("overload");
        try (ClientLoad load = new ClientLoad(gateway, key, CLIENTS)) {
            warmUp(load);
            Result over = measure("gateway, 20 permits", "uncached", load, 400, OTHER, true);
            assertThat(over.statuses().keySet()).isSubsetOf(200, 429, 503, 504);
            assertThat(over.statuses()).containsKeys(200, 429);
            Files.writeString(
                    REPORT,
                    "| refusals of the line above | | | | %d | %d | | | |%n"
                            .formatted(
                                    over.refusals().getValueAtPercentile(50),
                                    over.refusals().getValueAtPercentile(99)),
                    StandardOpenOption.APPEND);
            Awaitility.await().atMost(PATIENCE).until(() -> load.run(10, Duration.ofSeconds(1), OTHER)
                    .statuses()
                    .keySet()
                    .equals(Set.of(200)));
        }
        end();
    }

    private static void warmUp(ClientLoad load) throws InterruptedException {
        load.run(50, Duration.ofSeconds(5), SAME);
    }

    private static Result measure(
            String server, String lookups, ClientLoad load, int clients, LongFunction<String> path, boolean isOurs)
            throws Exception {
        long before = heapAfterGc();
        Result result = load.run(clients, TIME, path);
        int threads = threads();
        long after = heapAfterGc();
        StringBuilder others = new StringBuilder();
        result.statuses().forEach((status, count) -> {
            if (status != 200) {
                others.append(status).append(": ").append(count).append(' ');
            }
        });
        Files.writeString(
                REPORT,
                "| %s | %s | %d | %.0f | %d | %d | %s | %d | %d, %d |%n"
                        .formatted(
                                server,
                                lookups,
                                clients,
                                result.perSecond(),
                                result.times().getValueAtPercentile(50),
                                result.times().getValueAtPercentile(99),
                                others,
                                threads,
                                before,
                                after),
                StandardOpenOption.APPEND);
        if (isOurs) {
            assertThat(threads).as("threads with %s clients", clients).isLessThanOrEqualTo(MAX_THREADS);
            assertThat(result.statuses()).as("lost connections").doesNotContainKey(-1);
        }
        return result;
    }

    private static URI startGateway(String name, int permits) throws Exception {
        int port = freePort();
        Files.writeString(
                config(name),
                String.join(
                        "\n",
                        "gateway.port=" + port,
                        "gateway.database.url=jdbc:sqlite:" + folder.resolve(name + ".db"),
                        "gateway.secret-file=" + folder.resolve(name + ".secret"),
                        "camel.component.tiktok.provider=apidirect",
                        "camel.component.tiktok.apidirect.base-url=" + provider.url(),
                        "camel.component.tiktok.apidirect.api-key=" + SlowProvider.KEY,
                        "camel.component.tiktok.apidirect.max-concurrent-requests=" + permits,
                        "camel.component.tiktok.apidirect.max-queued-requests=" + (permits == 20 ? 20 : 4_000)));
        startProcess(Gateway.class.getName(), "serve", "--config", config(name).toString());
        return awaitListening(port);
    }

    private static URI startStock(String cache) throws Exception {
        int port = freePort();
        startProcess(
                StockEngine.class.getName(),
                Integer.toString(port),
                provider.url().toString(),
                SlowProvider.KEY,
                "2000",
                cache);
        return awaitListening(port);
    }

    private static void startProcess(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    private static void end() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private static URI awaitListening(int port) {
        URI address = URI.create("http://127.0.0.1:" + port);
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/v1/me")).build();
        HttpClient client = HttpClient.newHttpClient();
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> client.send(request, BodyHandlers.discarding()).statusCode() > 0);
        return address;
    }

    /** Uses the command that operators use. */
    private static String createKey(String name) throws Exception {
        Path output = folder.resolve(name + ".key");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Gateway.class.getName(),
                "keys",
                "create",
                "--config",
                config(name).toString(),
                "--requests-per-minute",
                "100000000",
                "--in-flight",
                "100000",
                "--calls-per-day",
                "unlimited",
                "load");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        assertThat(builder.start().waitFor()).isZero();
        String key = Files.readString(output).strip();
        assertThat(key).startsWith("ttg_");
        return key;
    }

    private static Path config(String name) {
        return folder.resolve(name + ".properties");
    }

    private static int threads() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long heapAfterGc() throws Exception {
        jcmd("GC.run");
        String used = jcmd("GC.heap_info");
        return used.lines()
                        .filter(line -> line.contains("used "))
                        .filter(line -> line.contains("generation"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll(".*used (\\d+)K.*", "$1")))
                        .sum()
                / 1024;
    }

    private static String jcmd(String command) throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        command)
                .start();
        String output = new String(jcmd.getInputStream().readAllBytes());
        assertThat(jcmd.waitFor()).isZero();
        return output;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
