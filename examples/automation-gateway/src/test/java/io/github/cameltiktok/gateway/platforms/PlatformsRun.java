package io.github.cameltiktok.gateway.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.Programs;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs {@code npm test} of each connector, all at the same time, each against a gateway of its own and a sandbox whose counters
 * grow. It needs Node, and {@code npm ci} in {@code platforms} and in the folder of the connector.
 */
final class PlatformsRun {

    private static final Path PLATFORMS = Path.of("platforms");
    private static final int ENOUGH = 100_000;
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    /** All of them, or those of {@code -Dconnector=…}. */
    private static final List<String> CONNECTORS =
            List.of(System.getProperty("connector", "zapier,make,n8n,power-automate,node-red")
                    .split(","));

    /** On a machine that is ten times slower than a quiet one. */
    private static final int MINUTES = 15;

    @TempDir
    static Path folder;

    private static final Map<String, Running> RUNNING = new HashMap<>();

    /**
     * @param gateway of this connector only: failures that its tests cause open no circuit breaker of another
     * @param tests process of {@code npm test}
     */
    private record Running(GatewayFixture gateway, Process tests) {}

    @BeforeAll
    static void start() throws IOException {
        for (String connector : CONNECTORS) {
            if (missing(connector).isEmpty()) {
                GatewayFixture gateway = GatewayFixture.in(Files.createDirectory(folder.resolve(connector)))
                        .sandbox(SandboxOptions.defaults().withGrowth())
                        .start();
                RUNNING.put(connector, new Running(gateway, tests(connector, gateway)));
            }
        }
    }

    @AfterAll
    static void stop() {
        for (Running running : RUNNING.values()) {
            running.tests().descendants().forEach(ProcessHandle::destroyForcibly);
            running.tests().destroyForcibly();
        }
        RUNNING.values().forEach(running -> running.gateway().close());
    }

    static List<String> connectors() {
        return CONNECTORS;
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void connectorPassesItsTests(String connector) throws Exception {
        assumeThat(missing(connector)).as("%s not tested", connector).isEmpty();
        Process tests = Objects.requireNonNull(RUNNING.get(connector)).tests();

        boolean hasEnded = tests.waitFor(MINUTES, TimeUnit.MINUTES);

        String printed = Files.readString(output(connector));
        System.out.println(printed);
        assertThat(hasEnded)
                .as("the tests of %s end; they printed: %s", connector, printed)
                .isTrue();
        assertThat(tests.exitValue())
                .as("exit code of npm test; it printed: %s", printed)
                .isZero();
    }

    /** Returns what the tests of a connector need, and the machine does not have. */
    private static List<String> missing(String connector) {
        List<String> missing = new ArrayList<>();
        if (!Programs.exist("npm")) {
            missing.add("npm on the PATH");
        }
        for (Path installed : List.of(PLATFORMS, PLATFORMS.resolve(connector))) {
            if (!Files.exists(installed.resolve("node_modules"))) {
                missing.add("npm ci in " + installed);
            }
        }
        return missing;
    }

    private static Path output(String connector) {
        return folder.resolve(connector + ".log");
    }

    private static Process tests(String connector, GatewayFixture gateway) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("npm", "test")
                .directory(PLATFORMS.resolve(connector).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output(connector).toFile());
        Map<String, String> environment = builder.environment();
        environment.put("GATEWAY_URL", gateway.server().url().toString());
        Set<Scope> all = EnumSet.allOf(Scope.class);
        environment.put("GATEWAY_KEY", key(gateway, connector, all, ENOUGH, SHORTEST));
        environment.put("GATEWAY_LIMITED_KEY", key(gateway, "limited", all, 1, SHORTEST));
        environment.put("GATEWAY_SLOW_KEY", key(gateway, "slow", all, ENOUGH, Duration.ofHours(1)));
        environment.put("GATEWAY_LOOKUP_KEY", key(gateway, "lookups", EnumSet.of(Scope.LOOKUP), ENOUGH, SHORTEST));
        String schemas = System.getProperty("platform.schemas", "");
        if (!schemas.isEmpty()) {
            environment.put(
                    "PLATFORM_SCHEMAS", Path.of(schemas).toAbsolutePath().toString());
        }
        return builder.start();
    }

    private static String key(
            GatewayFixture gateway, String caller, Set<Scope> scopes, int requestsPerMinute, Duration minCadence) {
        CallerSettings settings = new CallerSettings(
                caller, scopes, requestsPerMinute, ENOUGH, ENOUGH, ENOUGH, minCadence, Set.of(), null);
        return gateway.createKey(settings).text();
    }
}
