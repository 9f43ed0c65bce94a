package io.github.cameltiktok.docs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocsSchemasTest {

    private static final String ORIGINALS = "camel-tiktok-component/src/main/resources/io/github/cameltiktok/model/";

    @ParameterizedTest
    @ValueSource(strings = {"tiktok-video.schema.json", "tiktok-user.schema.json"})
    void copyInTheDocsEqualsTheOneInTheJar(String file) {
        assertThat(Repository.read(Repository.path("docs/reference/schemas/" + file)))
                .as("docs/reference/schemas/%s is a copy of %s%s: copy it again", file, ORIGINALS, file)
                .isEqualTo(Repository.read(Repository.path(ORIGINALS + file)));
    }
}
