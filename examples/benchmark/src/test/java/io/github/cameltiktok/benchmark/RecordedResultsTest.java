package io.github.cameltiktok.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages and pictures in docs are those that the program writes from the recorded results. */
final class RecordedResultsTest {

    private static final Path DOCS = Path.of("..", "..", "docs", "project", "benchmarks");
    private static final List<String> RECORDED = List.of("results.csv", "machine.txt");

    @TempDir
    private Path folder;

    @Test
    void pagesAndPicturesMatchTheRecordedResults() throws IOException {
        for (String name : RECORDED) {
            Files.copy(DOCS.resolve(name), folder.resolve(name));
        }

        assertThat(BenchmarkProgram.execute("--page-only", "--output", folder.toString()))
                .isZero();

        assertThat(names(folder.resolve("images"))).isEqualTo(names(DOCS.resolve("images")));
        for (Path written : files(folder)) {
            assertThat(DOCS.resolve(folder.relativize(written)))
                    .as("stale; run: mvn -q -Dbenchmark -Darguments=--page-only")
                    .hasSameTextualContentAs(written);
        }
    }

    @Test
    void pageOnlyKeepsTheRecordOfAnotherMachine() throws IOException {
        Files.copy(DOCS.resolve("results.csv"), folder.resolve("results.csv"));
        Files.writeString(folder.resolve("machine.txt"), "Processor: of 1977\n");

        assertThat(BenchmarkProgram.execute("--page-only", "--output", folder.toString()))
                .isZero();

        assertThat(folder.resolve("data.md")).content().contains("| Processor | of 1977 |");
        assertThat(folder.resolve("results.csv")).hasSameTextualContentAs(DOCS.resolve("results.csv"));
        assertThat(folder.resolve("machine.txt")).hasContent("Processor: of 1977");
    }

    @Test
    void pageOnlyWithoutResultsIsRefused() {
        assertThat(BenchmarkProgram.execute("--page-only", "--output", folder.toString()))
                .isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    private static List<String> names(Path parent) throws IOException {
        return files(parent).stream().map(Path::getFileName).map(Path::toString).toList();
    }

    private static List<Path> files(Path parent) throws IOException {
        try (Stream<Path> files = Files.walk(parent)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
