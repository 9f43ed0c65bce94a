package io.github.cameltiktok.benchmark.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HarnessTest {

    @Test
    void roundThatStartsIsPrintedWithTheTimeLeft(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Harness harness = new Harness(5, folder, new PrintStream(out, true, StandardCharsets.UTF_8))
                .forChapter(Duration.ofMinutes(10), Duration.ofMinutes(7));

        harness.startRound("mapping", 1);
        harness.startRound("mapping", 5);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .hasLineCount(2)
                .startsWith("mapping: round 1 of 5, about 17 min left")
                .endsWith("mapping: round 5 of 5, about 9 min left" + System.lineSeparator());
    }
}
