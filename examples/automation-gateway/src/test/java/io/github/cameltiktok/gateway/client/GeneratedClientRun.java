package io.github.cameltiktok.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.GatewayFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generates Java clients from the served OpenAPI document and from a connector, and uses them. */
final class GeneratedClientRun {

    private static final Path CONNECTOR = Path.of("platforms", "power-automate", "apiDefinition.swagger.json");

    @TempDir
    Path folder;

    @Test
    void generatedClientLooksUpAndWatches() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(Files.createDirectory(folder.resolve("gateway")))) {
            Path document = folder.resolve("openapi.json");
            Files.writeString(
                    document, gateway.send(gateway.anonymous("/openapi.json")).body());

            List<String> seen = GeneratedClient.of(document, folder)
                    .program("Cycle")
                    .apply(gateway.server().url().toString(), gateway.key());

            assertThat(seen)
                    .containsExactly("test", "7311111111111111111", "some.cook", "generated", "changed", "1", "404");
        }
    }

    @Test
    void clientOfThePowerAutomateConnectorLooksUpAndSubscribes() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(Files.createDirectory(folder.resolve("gateway")))) {
            List<String> seen = GeneratedClient.of(CONNECTOR, folder)
                    .program("ConnectorCycle")
                    .apply(gateway.server().url().toString(), gateway.key());

            assertThat(seen)
                    .containsExactly(
                            "test", "7311111111111111111", "some.cook", "false", "200, 400", "1", "204", "404");
        }
    }
}
