package io.github.cameltiktok.gateway.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.Gateway;
import io.github.cameltiktok.gateway.load.ClientLoad.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway under many clients, at a provider that takes 100 ms, and Camel's own engine next to it. It asserts on counts and
 * threads only; {@code target/load.md} has the times. {@code -Dload.seconds=60} is the length of docs/project/benchmarks/gateway.md.
 */
final class GatewayLoadRun {

    private static final int CLIENTS = Integer.getInteger("load.clients", 2_000);
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("load.seconds", 4));
    /** Of the runs that are only compared with. */
    private static final Duration SHORT_TIME = TIME.dividedBy(3);

    /** Twenty samples in a run of at least 20 s. */
    private static final Duration HEAP_INTERVAL = TIME.dividedBy(Math.min(20, TIME.toSeconds()));

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int PERMITS = 20;
    private static final int CAPACITY = (int) (PERMITS * 1_000 / LATENCY.toMillis());

    /** 60 on two cores; Vert.x has event loops, and the JVM threads, for each core. */
    private static final int MAX_THREADS = 52 + 4 * Runtime.getRuntime().availableProcessors();

    private static final Path REPORT = Path.of("target", "load.md");
    private static final LongFunction<String> SAME = number -> "/v1/video?subject=7311111111111111111";
    private static final LongFunction<String> OTHER =
            number -> "/v1/video?subject=" + (7_311_111_111_000_000_000L + number);

    @TempDir
    static Path folder;

    private static SlowProvider provider;

    @BeforeAll
    static void start() throws Exception {
        provider = SlowProvider.start(LATENCY);
        Files.writeString(
                REPORT,
                "| server | lookups | clients | 200/s | p50 ms | p99 ms | p99 of 429 and 503 ms | other statuses | threads | heap after GC, MiB |\n"
                        + "| --- | --- | --- | ---: | ---: | ---: | ---: | --- | ---: | --- |\n");
    }

    @AfterAll
    static void stop() throws IOException {
        provider.close();
        System.out.println(Files.readString(REPORT));
    }

    @Test
    void manyClientsHoldFewThreads() throws Exception {
        String clients = CLIENTS + "";
        try (LoadedServer gateway = startGateway("uncached", CLIENTS, 2 * CLIENTS);
                ClientLoad load = new ClientLoad(gateway.url(), createKey("uncached"), CLIENTS)) {
            warmUp(load);
            ours(gateway, "cached", clients, () -> load.run(CLIENTS, TIME, SAME));
            ours(gateway, "uncached", clients, () -> load.run(CLIENTS, TIME, OTHER));
            HeapSamples heap = HeapSamples.start(gateway, HEAP_INTERVAL);
            ours(gateway, "uncached, full collections of the heap", clients, () -> load.run(CLIENTS, TIME, OTHER));
            append("Heap after each of these collections, MiB: " + heap.stop());
        }
        for (String cache : List.of("&cacheTtl=10m", "")) {
            try (LoadedServer stock = startStock(cache);
                    ClientLoad load = new ClientLoad(stock.url(), "none", CLIENTS)) {
                warmUp(load);
                measure(
                        "stock engine",
                        stock,
                        cache.isEmpty() ? "uncached" : "cached",
                        clients,
                        () -> load.run(CLIENTS, SHORT_TIME, cache.isEmpty() ? OTHER : SAME));
            }
        }
    }

    /** Four times as many lookups as the provider's permits can answer, and then clients that repeat refused ones at once. */
    @Test
    void overloadIsShedAndNormalAfterwards() throws Exception {
        try (LoadedServer gateway = startGateway("overload", PERMITS, PERMITS);
                ClientLoad load = new ClientLoad(gateway.url(), createKey("overload"), CLIENTS)) {
            warmUp(load);
            for (boolean isFlood : List.of(false, true)) {
                Result over = isFlood
                        ? ours(gateway, "20 permits", "400", () -> load.run(400, SHORT_TIME, OTHER))
                        : ours(gateway, "20 permits", 4 * CAPACITY + "/s", () -> load.pace(4 * CAPACITY, TIME, OTHER));
                long end = System.nanoTime();
                assertThat(over.statuses().keySet()).isSubsetOf(200, 429, 503, 504);
                assertThat(over.statuses()).containsKeys(200, 429);
                Awaitility.await().atMost(PATIENCE).until(() -> isNormal(load));
                append("The first second in which all lookups were answered began after %.1f s."
                        .formatted((System.nanoTime() - end) / 1e9 - 1));
            }
        }
    }

    /** Half of the capacity. */
    private static boolean isNormal(ClientLoad load) throws InterruptedException {
        return load.pace(CAPACITY / 2, Duration.ofSeconds(1), OTHER)
                .statuses()
                .keySet()
                .equals(Set.of(200));
    }

    private static void warmUp(ClientLoad load) throws InterruptedException {
        load.run(50, Duration.ofSeconds(5), SAME);
    }

    private static Result ours(LoadedServer gateway, String lookups, String clients, Callable<Result> run)
            throws Exception {
        Result result = measure("gateway", gateway, lookups, clients, run);
        assertThat(gateway.threads()).as("threads with %s clients", clients).isLessThanOrEqualTo(MAX_THREADS);
        assertThat(result.statuses()).as("lost connections").doesNotContainKey(-1);
        return result;
    }

    private static Result measure(
            String name, LoadedServer server, String lookups, String clients, Callable<Result> run) throws Exception {
        long before = server.heapAfterGc();
        Result result = run.call();
        int threads = server.threads();
        long after = server.heapAfterGc();
        append("| %s | %s | %s | %.0f | %d | %d | %d | %s | %d | %d, %d |"
                .formatted(
                        name,
                        lookups,
                        clients,
                        result.perSecond(),
                        result.times().getValueAtPercentile(50),
                        result.times().getValueAtPercentile(99),
                        result.refusals().getValueAtPercentile(99),
                        result.statuses().entrySet().stream()
                                .filter(status -> status.getKey() != 200)
                                .map(status -> status.getKey() + ": " + status.getValue())
                                .collect(Collectors.joining(", ")),
                        threads,
                        before,
                        after));
        return result;
    }

    private static void append(String line) throws IOException {
        Files.writeString(REPORT, line + '\n', StandardOpenOption.APPEND);
    }

    private static LoadedServer startGateway(String name, int permits, int queue) throws Exception {
        int port = LoadedServer.freePort();
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
                        "camel.component.tiktok.apidirect.max-queued-requests=" + queue));
        return LoadedServer.start(
                port, Gateway.class, "serve", "--config", config(name).toString());
    }

    private static LoadedServer startStock(String cache) throws Exception {
        int port = LoadedServer.freePort();
        return LoadedServer.start(
                port,
                StockEngine.class,
                Integer.toString(port),
                provider.url().toString(),
                SlowProvider.KEY,
                Integer.toString(CLIENTS),
                cache);
    }

    /** Uses the command that operators use. */
    private static String createKey(String name) throws Exception {
        Path output = folder.resolve(name + ".key");
        List<String> command = List.of(
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
        Process process = LoadedServer.java(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        String key = Files.readString(output).strip();
        assertThat(key).startsWith("ttg_");
        return key;
    }

    private static Path config(String name) {
        return folder.resolve(name + ".properties");
    }
}
