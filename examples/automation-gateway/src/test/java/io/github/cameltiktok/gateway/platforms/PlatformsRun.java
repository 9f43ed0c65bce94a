package io.github.cameltiktok.gateway.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.Programs;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs {@code npm test} of each connector against a gateway and a sandbox whose counters grow. It needs Node, and
 * {@code npm ci} in {@code platforms} and in the folder of the connector.
 */
final class PlatformsRun {

    private static final Path PLATFORMS = Path.of("platforms");
    private static final int ENOUGH = 100_000;
    private static final Duration SHORTEST = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.in(folder)
                .sandbox(SandboxOptions.defaults().withGrowth())
                .start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zapier", "make", "n8n", "power-automate", "node-red"})
    void connectorPassesItsTests(String platform) throws Exception {
        Path connector = PLATFORMS.resolve(platform);
        assumeTrue(Programs.exist("npm"), "npm is not on the PATH: " + platform + " not tested");
        for (Path installed : new Path[] {PLATFORMS, connector}) {
            assumeTrue(
                    Files.exists(installed.resolve("node_modules")),
                    "npm ci was not run in " + installed + ": " + platform + " not tested");
        }
        Path output = folder.resolve(platform + ".log");
        Process tests = tests(connector, platform, output);
        boolean hasEnded = tests.waitFor(10, TimeUnit.MINUTES);
        tests.descendants().forEach(ProcessHandle::destroyForcibly);
        tests.destroyForcibly();

        String printed = Files.readString(output);
        System.out.println(printed);
        assertThat(hasEnded)
                .as("the tests of %s end; they printed: %s", platform, printed)
                .isTrue();
        assertThat(tests.waitFor())
                .as("exit code of npm test; it printed: %s", printed)
                .isZero();
    }

    private static Process tests(Path connector, String platform, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("npm", "test")
                .directory(connector.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("GATEWAY_URL", gateway.server().url().toString());
        Set<Scope> all = EnumSet.allOf(Scope.class);
        builder.environment().put("GATEWAY_KEY", key(platform, all, ENOUGH, SHORTEST));
        builder.environment().put("GATEWAY_LIMITED_KEY", key(platform + " limited", all, 1, SHORTEST));
        builder.environment().put("GATEWAY_SLOW_KEY", key(platform + " slow", all, ENOUGH, Duration.ofHours(1)));
        Set<Scope> lookups = EnumSet.of(Scope.LOOKUP);
        builder.environment().put("GATEWAY_LOOKUP_KEY", key(platform + " lookups", lookups, ENOUGH, SHORTEST));
        String schemas = System.getProperty("platform.schemas", "");
        if (!schemas.isEmpty()) {
            builder.environment()
                    .put("PLATFORM_SCHEMAS", Path.of(schemas).toAbsolutePath().toString());
        }
        return builder.start();
    }

    private static String key(String caller, Set<Scope> scopes, int requestsPerMinute, Duration minCadence) {
        CallerSettings settings = new CallerSettings(
                caller, scopes, requestsPerMinute, ENOUGH, ENOUGH, ENOUGH, minCadence, Set.of(), null);
        return gateway.createKey(settings).text();
    }
}
