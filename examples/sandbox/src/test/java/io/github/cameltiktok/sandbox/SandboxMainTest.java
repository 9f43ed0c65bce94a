package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private SandboxMain.StartResult start(String... arguments) {
        return SandboxMain.start(
                List.of(arguments),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void startPrintsAddressesKeysAndProperties() {
        try (Sandbox sandbox = start("--port", "0", "--latency", "5").sandbox().orElseThrow()) {
            String printed = out.toString(StandardCharsets.UTF_8);

            for (String provider : List.of("apidirect", "dumplingai", "peekalink")) {
                assertThat(printed)
                        .contains(
                                "camel.component.tiktok." + provider + ".base-url=" + sandbox.baseUrl(provider),
                                "camel.component.tiktok." + provider + ".api-key=" + sandbox.apiKey(provider));
            }
            assertThat(printed).contains(sandbox.webhookUrl().toString());
            assertThat(new Client(sandbox).user("peekalink", "some.cook").statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port          | --port must be a whole number between 0 and 65535, but is missing",
                "--port x        | --port must be a whole number between 0 and 65535, but is x",
                "--port 65536    | --port must be a whole number between 0 and 65535, but is 65536",
                "--latency -1    | --latency must be a whole number between 0 and 600000, but is -1",
                "--speed 0       | --speed must be a whole number between 1 and 100000, but is 0",
                "--speed         | --speed must be a whole number between 1 and 100000, but is missing",
                "--verbose       | argument must be --port, --latency, --growth, --speed or --help, but is --verbose",
            })
    void invalidArgumentIsReportedWithRuleAndValue(String commandLine, String message) {
        SandboxMain.StartResult start = start(commandLine.split(" "));

        assertThat(start.sandbox()).isEmpty();
        assertThat(start.exitCode()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith(message).contains("Usage:");
    }

    @Test
    void helpDoesNotStartTheSandbox() {
        SandboxMain.StartResult start = start("--help");

        assertThat(start.sandbox()).isEmpty();
        assertThat(start.exitCode()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage:")
                .contains("--port", "--latency", "--growth", "--speed");
    }

    @Test
    void portInUseEndsTheProgram() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            SandboxMain.StartResult start = start("--port", Integer.toString(taken.getLocalPort()));

            assertThat(start.exitCode()).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .startsWith("port " + taken.getLocalPort() + " is in use: ");
        }
    }

    @Test
    void growthAndSpeedGrowCountersFaster() {
        String id = SpecialSubject.AUTHOR_AS_TEXT.videoId();
        try (Sandbox sandbox =
                start("--port", "0", "--growth", "--speed", "100000").sandbox().orElseThrow()) {
            Client client = new Client(sandbox);
            long first = plays(client, id);
            Awaitility.await().until(() -> plays(client, id) > first);
        }
    }

    private static long plays(Client client, String id) {
        return Client.json(client.video("apidirect", id))
                .at("/video/play_count")
                .longValue();
    }

    @Test
    void clockRunsAtTheGivenSpeed() {
        Instant start = Instant.parse("2026-11-22T12:00:00Z");
        SteppingClock base = new SteppingClock(start);
        Clock fast = new AcceleratedClock(base, 3600);

        assertThat(fast.instant()).isEqualTo(start);
        base.advance(Duration.ofSeconds(2));
        assertThat(fast.instant()).isEqualTo(Instant.parse("2026-11-22T14:00:00Z"));
        assertThat(fast.withZone(ZoneId.of("Europe/Paris")).instant()).isEqualTo(fast.instant());
    }

    @Test
    void defaultPortIs8089() {
        assertThat(SandboxArguments.parse(List.of()))
                .isEqualTo(new SandboxArguments(8089, Duration.ZERO, false, 1, false));
    }
}
