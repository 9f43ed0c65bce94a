package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the README shows is what there is. */
final class ReadmeTest {

    @Test
    void showsTheRoutesAsTheyAre() throws IOException {
        assertThat(readme())
                .contains(Files.readString(Path.of("src/main/resources/routes.camel.yaml"))
                        .strip());
    }

    @Test
    void showsTheOutputAsItIs() throws IOException {
        // Every line but the first, which names a port, and the JSON from where the README cuts it.
        List<String> printed = lines(Run.of(List.of(), Map.of()).out());
        int cut = printed.indexOf("  \"music\" : {");
        int continued = printed.indexOf("}") + 1;

        assertThat(lines(readme()))
                .containsAll(printed.subList(1, cut))
                .containsAll(printed.subList(continued, printed.size()));
    }

    /** Without the sizes of the bodies, which vary with the digits that a machine's clock has. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceAll("^(POST .*) \\d+$", "$1"))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
