package io.github.cameltiktok.gateway.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.platforms.Step.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the generated files of {@code platforms/} with what the generator writes. */
final class PlatformFilesTest {

    private static final Path PLATFORMS = Path.of("platforms");
    private static final String UPDATE =
            "mvn -q -pl examples/automation-gateway -am test -Dtest=PlatformFilesTest -Dplatforms.update=true"
                    + " -Dsurefire.failIfNoSpecifiedTests=false";

    @TempDir
    Path folder;

    static Stream<PlatformFiles> platforms() {
        return Stream.of(
                new MakeFiles(), new N8nFiles(), new NodeRedFiles(), new PowerAutomateFiles(), new ZapierFiles());
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void committedFilesAreWhatTheGeneratorWrites(PlatformFiles platform) throws IOException {
        Path root = PLATFORMS.resolve(platform.folder());
        Map<String, String> fresh = new TreeMap<>(platform.files(Steps.all()));
        if (Boolean.getBoolean("platforms.update")) {
            for (Map.Entry<String, String> file : fresh.entrySet()) {
                Path path = root.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        }

        Map<String, String> committed = new TreeMap<>();
        for (String path : fresh.keySet()) {
            Path file = root.resolve(path);
            committed.put(path, Files.exists(file) ? Files.readString(file) : "no such file");
        }
        assertThat(committed)
                .as("generated files of %s; rewrite them with: %s", root, UPDATE)
                .isEqualTo(fresh);
        assertThat(leftOvers(root, fresh))
                .as("files that nothing generates any more")
                .isEmpty();
    }

    /** Generated files that are in one of the generator's folders, without being its. */
    private static List<Path> leftOvers(Path root, Map<String, String> fresh) throws IOException {
        Path generated = root.resolve("generated");
        if (!Files.exists(generated)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(generated)) {
            return files.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .filter(file -> !fresh.containsKey(file.toString().replace('\\', '/')))
                    .toList();
        }
    }

    @Test
    void samplesHaveTheShapeOfTheGatewaysOwn() {
        try (GatewayFixture gateway = GatewayFixture.start(folder)) {
            for (Step step : Steps.all()) {
                if (step.isTrigger()) {
                    JsonNode served = GatewayFixture.json(gateway.get("/v1/samples?kind=" + step.kind()))
                            .get(0);
                    assertThat(names("", step.sample())).isEqualTo(names("", served));
                    assertThat(step.sample().get("changes"))
                            .hasToString(served.get("changes").toString());
                    assertThat(step.sample().get("summary")).isEqualTo(served.get("summary"));
                }
            }
        }
    }

    @Test
    void eachFieldOfASampleIsAnOutput() {
        for (Step step : Steps.all()) {
            assertThat(outputs("", step.outputs())).as(step.id()).containsAll(names("", step.sample()));
        }
    }

    private static List<String> names(String prefix, JsonNode node) {
        List<String> names = new ArrayList<>();
        if (node.isArray()) {
            return node.isEmpty() ? names : names(prefix, node.get(0));
        }
        node.properties().forEach(property -> {
            String name = prefix + property.getKey();
            names.add(name);
            names.addAll(names(name + '.', property.getValue()));
        });
        return names;
    }

    private static List<String> outputs(String prefix, List<Field> fields) {
        return fields.stream()
                .flatMap(field -> Stream.concat(
                        Stream.of(prefix + field.name()),
                        outputs(prefix + field.name() + '.', field.fields()).stream()))
                .toList();
    }
}
