package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class KustomizationTest {

    private static final List<Kustomization> ALL = Kustomization.ALL;

    @ParameterizedTest
    @FieldSource("ALL")
    void listedFilesAreExactlyThoseInFolder(Kustomization kustomization) throws IOException {
        assertThat(otherFiles(kustomization.folder()))
                .containsExactlyInAnyOrderElementsOf(kustomization.listed().stream()
                        .filter(path -> path.startsWith(kustomization.folder()))
                        .toList());
        assertThat(kustomization.listed()).allSatisfy(path -> assertThat(path).exists());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void objectsHaveUniqueKindAndName(Kustomization kustomization) {
        assertThat(kustomization.manifests())
                .extracting(manifest -> manifest.kind() + ' ' + manifest.name())
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(4);
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void kustomizationHasOnlyKnownFields(Kustomization kustomization) {
        Manifest file = kustomization.file();

        assertThat(file.apiVersion()).isEqualTo("kustomize.config.k8s.io/v1beta1");
        assertThat(file.kind()).isEqualTo("Kustomization");
        assertThat(file.tree().fieldNames()).toIterable().isSubsetOf("apiVersion", "kind", "resources", "patches");
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void patchedFieldsExist(Kustomization kustomization) {
        for (Manifest merge : kustomization.merges()) {
            Manifest changed = kustomization.manifest(merge.kind(), merge.name());
            assertThat(changed.at("data").fieldNames()).toIterable().containsAll(() -> merge.at("data")
                    .fieldNames());
        }
    }

    @Test
    void allFoldersWithManifestsAreTested() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(""), 3)) {
            assertThat(files.filter(file -> file.endsWith("kustomization.yaml")))
                    .extracting(Path::getParent)
                    .containsExactlyInAnyOrderElementsOf(
                            ALL.stream().map(Kustomization::folder).toList());
        }
    }

    private static List<Path> otherFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("kustomization.yaml")).toList();
        }
    }
}
