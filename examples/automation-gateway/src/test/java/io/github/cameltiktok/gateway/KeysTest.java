package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String config = "";

    @BeforeEach
    void writeConfig() throws IOException {
        Path file = folder.resolve("gateway.properties");
        Files.writeString(file, "gateway.database.url = jdbc:sqlite:" + folder.resolve("gateway.db") + '\n');
        config = file.toString();
    }

    @Test
    void keyIsCreatedListedAndRevoked() {
        assertThat(run("keys", "create", "team", "--scopes", "lookup", "--calls-per-day", "unlimited"))
                .isZero();
        String key = output().strip();
        String id = key.substring(4, 20);
        assertThat(key).matches("ttg_[0-9a-f]{16}_[A-Za-z0-9_-]{32}");

        assertThat(run("keys", "list")).isZero();
        assertThat(output()).contains(id).contains("team").contains("live").doesNotContain(key);

        assertThat(run("keys", "revoke", id)).isZero();
        assertThat(output()).startsWith("Revoked.");
        assertThat(run("keys", "revoke", id)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("no live key has the id " + id + ": see keys list\n");
        assertThat(run("keys", "list")).isZero();
        assertThat(output()).contains("revoked 20");
    }

    @Test
    void wrongOptionIsReportedInOneLine() {
        assertThat(run("keys", "create", "team", "--calls-per-day", "many")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("calls per day must be a number or unlimited, but is many\n");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = config;
        return Gateway.commandLine(out, err).execute(all);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
