package io.github.cameltiktok.gateway.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the requests of docs/guides/platforms/other.md. */
final class PlainHttpTest {

    @TempDir
    Path folder;

    @Test
    void requestsOfTheDocsTestTheKeyFindAVideoAndWatchIt() throws Exception {
        assumeTrue(Programs.exist("curl"), "curl is not on the PATH");
        try (GatewayFixture gateway = GatewayFixture.start(Files.createDirectory(folder.resolve("gateway")))) {
            Path output = folder.resolve("output");
            ProcessBuilder builder = new ProcessBuilder(
                            "sh",
                            Path.of("platforms", "other", "requests.sh")
                                    .toAbsolutePath()
                                    .toString())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("GATEWAY_URL", gateway.server().url().toString());
            builder.environment().put("GATEWAY_KEY", gateway.key());
            builder.environment().put("CALLBACK_URL", "http://127.0.0.1:9/hook");
            Process script = builder.start();

            assertThat(script.waitFor(GatewayFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();

            List<JsonNode> answers = Files.readAllLines(output).stream()
                    .map(GatewayFixture::json)
                    .toList();
            assertThat(script.exitValue()).isZero();
            assertThat(answers).hasSize(3);
            assertThat(answers.get(0).get("name").asText()).isEqualTo("test");
            assertThat(answers.get(1).get("id").asText()).isEqualTo("7000000000000000020");
            assertThat(answers.get(2).get("requestSource").asText()).isEqualTo("MY_PLATFORM");
            assertThat(answers.get(2).get("secret").asText()).startsWith("whsec_");
            assertThat(GatewayFixture.json(gateway.get("/v1/watches")).get("items"))
                    .isEmpty();
        }
    }
}
