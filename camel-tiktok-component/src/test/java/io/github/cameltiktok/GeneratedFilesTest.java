package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated sources and metadata are committed, so that a diff shows what changes for users. */
final class GeneratedFilesTest {

    private static final Path MODULE = Path.of(System.getProperty("basedir", ""));
    private static final Path GENERATED = MODULE.resolve("src/generated");

    /** Copied by the build before the generators ran. */
    private static final Path COMMITTED = MODULE.resolve("target/committed-generated");

    @Test
    void whatIsCommittedIsWhatTheBuildGenerates() throws IOException {
        List<Path> generated;
        try (Stream<Path> files = Files.walk(GENERATED)) {
            generated = files.filter(Files::isRegularFile)
                    .map(GENERATED::relativize)
                    .sorted()
                    .toList();
        }

        assertThat(generated).as("generated files").hasSizeGreaterThan(10);
        assertThat(generated.stream().filter(GeneratedFilesTest::isStale))
                .as("files that this build has generated anew; commit them: src/generated/...")
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
