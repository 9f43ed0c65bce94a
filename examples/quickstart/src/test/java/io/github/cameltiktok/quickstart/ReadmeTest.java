package io.github.cameltiktok.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReadmeTest {

    @Test
    void readmeHasTheCurrentRoutes() throws IOException {
        assertThat(readme())
                .contains(Files.readString(Path.of("src/main/resources/routes.camel.yaml"))
                        .strip());
    }

    @Test
    void readmeHasTheCurrentOutput() throws IOException {
        // Compares all lines except the first, which has a port, and the JSON that the README omits.
        List<String> printed = lines(Run.of(List.of(), Map.of()).out());
        int cut = printed.indexOf("  \"music\" : {");
        int continued = printed.indexOf("}") + 1;

        assertThat(lines(readme()))
                .containsAll(printed.subList(1, cut))
                .containsAll(printed.subList(continued, printed.size()));
    }

    /** Removes body sizes, which vary with the precision of the machine's clock. */
    private static List<String> lines(String text) {
        return text.lines()
                .map(line -> line.replaceAll("^(POST .*) \\d+$", "$1"))
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
