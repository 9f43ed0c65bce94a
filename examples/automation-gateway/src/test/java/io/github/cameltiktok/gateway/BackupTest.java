package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backs up a running gateway and restores the copy, with the commands of docs/operate/gateway.md. */
class BackupTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "operate", "gateway.md");
    private static final Pattern COMMANDS = Pattern.compile("```text\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void restoredGatewayGoesOnFromTheBackup() throws Exception {
        assumeTrue(run("command -v sqlite3") == 0, "sqlite3 is not installed: the backup of the docs is not tested");
        List<String> commands = commands();
        try (Traffic traffic = new Traffic()) {
            try (GatewayFixture gateway = traffic.first(folder)) {
                traffic.begin(gateway);
                assertThat(run(commands.get(0))).isZero();
                String watch = GatewayFixture.json(gateway.get("/v1/watches"))
                        .at("/items/0/id")
                        .asText();
                assertThat(gateway.delete("/v1/watches/" + watch).statusCode()).isEqualTo(204);
            }

            assertThat(run(commands.get(1))).isZero();
            try (GatewayFixture gateway = traffic.gateway(folder, "other").start()) {
                traffic.goesOnAt(gateway);
            }
        }
    }

    /** Returns the blocks of the section: how to back up, how to restore. */
    private static List<String> commands() throws IOException {
        String section = Files.readString(PAGE)
                .split("## SQLite: back up, restore\n", 2)[1]
                .split("\n## ", 2)[0];
        List<String> commands =
                COMMANDS.matcher(section).results().map(block -> block.group(1)).toList();
        assertThat(commands).hasSize(2);
        return commands;
    }

    private int run(String commands) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-e", "-c", commands)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(GatewayFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(output)
                .isTrue();
        return shell.exitValue();
    }
}
