package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The installation on the pages is the one that continuous integration runs. */
final class DocsInstallTest {

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/start/install.md"})
    void installationIsRunByContinuousIntegration(String page) {
        assertThat(installation(page)).isEqualTo(installation(".ci/run"));
    }

    private static String installation(String file) {
        return Repository.read(Repository.path(file))
                .lines()
                .filter(line -> line.startsWith("mvn -q install -DskipTests "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " has no installation"));
    }
}
