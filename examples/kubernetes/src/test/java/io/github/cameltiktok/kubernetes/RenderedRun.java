package io.github.cameltiktok.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Validates the output of {@code kubectl kustomize} for each folder, which {@code kubectl apply -k} would send. */
class RenderedRun {

    private static final List<Kustomization> ALL = Kustomization.ALL;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("ALL")
    void renderedObjectsAreValidAndComplete(Kustomization kustomization) throws Exception {
        List<Manifest> rendered = rendered(kustomization);

        ApiServer server = new ApiServer();
        assertThat(rendered).allSatisfy(manifest -> assertThat(server.violations(manifest))
                .as(manifest.toString())
                .isEmpty());
        assertThat(names(rendered)).hasSameElementsAs(names(kustomization.manifests()));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void onlyPatchedObjectsDiffer(Kustomization kustomization) throws Exception {
        List<String> patched =
                kustomization.file().at("patches").isMissingNode() ? List.of() : List.of("ConfigMap tiktok-pipeline");
        var written = kustomization.manifests().stream().collect(Collectors.toMap(RenderedRun::name, Manifest::tree));

        for (Manifest manifest : rendered(kustomization)) {
            if (patched.contains(name(manifest))) {
                assertThat(manifest.tree()).isNotEqualTo(written.get(name(manifest)));
            } else {
                assertThat(manifest.tree()).isEqualTo(written.get(name(manifest)));
            }
        }
    }

    @Test
    void autoscaledInstancesMakeOneCallEach() throws Exception {
        var rendered = rendered(Kustomization.of("pipeline-autoscaled")).stream()
                .collect(Collectors.toMap(RenderedRun::name, Function.identity()));
        JsonNode settings = rendered.get("ConfigMap tiktok-pipeline").at("data");

        assertThat(settings.path("CAMEL_COMPONENT_TIKTOK_APIDIRECT_MAX_CONCURRENT_REQUESTS")
                        .asText())
                .isEqualTo("1");
        assertThat(settings.path("KAFKA_BROKERS").asText()).isNotEmpty();
    }

    private List<Manifest> rendered(Kustomization kustomization) throws IOException, InterruptedException {
        Path output = folder.resolve(kustomization + ".yaml");
        Path errors = folder.resolve(kustomization + ".txt");
        Process kubectl = new ProcessBuilder(
                        "kubectl", "kustomize", kustomization.folder().toString())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(kubectl.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(kubectl.exitValue()).as(Files.readString(errors)).isZero();
        // Warnings are about deprecated fields.
        assertThat(errors).isEmptyFile();
        return Manifest.read(output);
    }

    private static List<String> names(List<Manifest> manifests) {
        return manifests.stream().map(RenderedRun::name).toList();
    }

    private static String name(Manifest manifest) {
        return manifest.kind() + ' ' + manifest.name();
    }
}
