package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Generated sources and metadata are committed, so that a diff shows each change for users. */
final class GeneratedFilesTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path GENERATED = MODULE.resolve("src/generated");

    /** The build copies committed files here before the generators run. */
    private static final Path COMMITTED = MODULE.resolve("target/committed-generated");

    @Test
    void committedFilesMatchGeneratedFiles() throws IOException {
        List<Path> generated;
        try (Stream<Path> files = Files.walk(GENERATED)) {
            generated = files.filter(Files::isRegularFile)
                    .map(GENERATED::relativize)
                    .sorted()
                    .toList();
        }

        assertThat(generated).as("generated files").hasSizeGreaterThan(10);
        assertThat(generated.stream().filter(GeneratedFilesTest::isStale))
                .as("stale files (commit src/generated)")
                .isEmpty();
    }

    private static boolean isStale(Path file) {
        Path committed = COMMITTED.resolve(file);
        try {
            return !Files.exists(committed) || Files.mismatch(committed, GENERATED.resolve(file)) >= 0;
        } catch (IOException e) {
            throw new AssertionError(committed + " cannot be read", e);
        }
    }
}
