package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the program in a process of its own. */
final class ProgramTest {

    @TempDir
    Path folder;

    @Test
    void successfulRunExitsWithZeroAndEmptyStandardError() throws Exception {
        assertThat(exitCode()).isZero();
        assertThat(printed("out")).startsWith("The sandbox runs on").contains("🌈🐬🦄");
        assertThat(printed("err")).isEmpty();
    }

    @Test
    void failedLookupExitsWithOneAndWithoutStackTrace() throws Exception {
        assertThat(exitCode("https://www.tiktok.com/@not.found")).isOne();
        assertThat(printed("out")).contains("3 of 3 failed");
        assertThat(printed("err")).isEmpty();
    }

    @Test
    void invalidArgumentExitsWithTwoAndUsage() throws Exception {
        assertThat(exitCode("nonsense")).isEqualTo(2);
        assertThat(printed("out")).isEmpty();
        assertThat(printed("err"))
                .startsWith("The link \"nonsense\" is refused")
                .contains("Usage: mvn -q -Dquickstart");
    }

    private int exitCode(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        // API keys in the environment would cause billed calls.
        for (DataProvider provider : DataProvider.values()) {
            builder.environment().remove(provider.keyVariable());
        }
        return builder.start().waitFor();
    }

    private String printed(String stream) throws IOException {
        return Files.readString(folder.resolve(stream), StandardCharsets.UTF_8);
    }
}
