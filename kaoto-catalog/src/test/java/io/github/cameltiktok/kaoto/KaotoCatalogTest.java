package io.github.cameltiktok.kaoto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KaotoCatalogTest {

    /** A catalog in the layout of Kaoto's: two runtimes of Camel, and a tool without Kamelets. */
    private static final Map<String, String> FILES = Map.of(
            "index.json",
            """
            {"version": 3, "name": "A catalog", "definitions": [
              {"name": "Main 1", "runtime": "Main", "fileName": "main/1/index-a.json"},
              {"name": "Main 2", "runtime": "Main", "fileName": "main/2/index-b.json"},
              {"name": "Tool", "runtime": "Tool", "fileName": "tool/index.json"}]}""",
            "main/1/index-a.json",
            """
            {"catalogs": {"components": {"file": "components-c.json"}, "kamelets": {"file": "kamelets-d.json"}}}""",
            "main/1/components-c.json",
            """
            {"anvil": {"component": {"title": "Anvil"}}}""",
            "main/1/kamelets-d.json",
            """
            {"anvil-sink": {"kind": "Kamelet"}}""",
            "main/2/index-b.json",
            """
            {"catalogs": {"components": {"file": "components-e.json"}, "kamelets": {"file": "kamelets-f.json"}}}""",
            "main/2/components-e.json",
            """
            {"tiktok": {"component": {"title": "An older TikTok"}}}""",
            "main/2/kamelets-f.json",
            "{}",
            "tool/index.json",
            """
            {"catalogs": {"actions": {"file": "actions.json"}}}""");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @TempDir
    Path folder;

    @Test
    void mergedCatalogHasTheEntriesInEachRuntime() throws IOException {
        Path merged = folder.resolve("merged");

        assertThat(KaotoCatalog.merge(catalog(), merged)).isEqualTo(2);

        JsonNode component = CatalogEntries.components().required("tiktok");
        for (JsonNode definition : read(merged.resolve("index.json")).get("definitions")) {
            Path index = merged.resolve(definition.get("fileName").asText());
            JsonNode catalogs = read(index).get("catalogs");
            if (!definition.get("name").asText().equals("Tool")) {
                JsonNode components = read(
                        index.resolveSibling(catalogs.at("/components/file").asText()));
                assertThat(components.get("tiktok")).isEqualTo(component);
                JsonNode kamelets =
                        read(index.resolveSibling(catalogs.at("/kamelets/file").asText()));
                CatalogEntries.kamelets().properties().forEach(kamelet -> assertThat(kamelets.get(kamelet.getKey()))
                        .isEqualTo(kamelet.getValue()));
            }
        }
    }

    @Test
    void mergedCatalogKeepsAllElse() throws IOException {
        Path merged = folder.resolve("merged");

        KaotoCatalog.merge(catalog(), merged);

        Map<String, String> files = contents(merged);
        assertThat(files).containsOnlyKeys(FILES.keySet());
        assertThat(files.get("index.json")).isEqualTo(FILES.get("index.json"));
        assertThat(files.get("tool/index.json")).isEqualTo(FILES.get("tool/index.json"));
        assertThat(read(merged.resolve("main/1/components-c.json"))
                        .at("/anvil/component/title")
                        .asText())
                .isEqualTo("Anvil");
        assertThat(read(merged.resolve("main/1/kamelets-d.json")).has("anvil-sink"))
                .isTrue();
        assertThat(contents(folder.resolve("catalog"))).as("the source").isEqualTo(FILES);
    }

    @Test
    void mergeOfAMergedCatalogChangesNothing() throws IOException {
        Path merged = folder.resolve("merged");
        KaotoCatalog.merge(catalog(), merged);
        Map<String, String> once = contents(merged);

        KaotoCatalog.merge(merged, merged);

        assertThat(contents(merged)).isEqualTo(once);
    }

    @Test
    void programWritesTheEntriesWithoutACatalog() throws IOException {
        KaotoCatalog.main(folder.toString());

        assertThat(contents(folder)).containsOnlyKeys("kaoto-entries/components.json", "kaoto-entries/kamelets.json");
        assertThat(read(folder.resolve("kaoto-entries/components.json"))).isEqualTo(CatalogEntries.components());
        assertThat(read(folder.resolve("kaoto-entries/kamelets.json"))).isEqualTo(CatalogEntries.kamelets());
    }

    @Test
    void programMergesACatalog() throws IOException {
        KaotoCatalog.main(folder.toString(), catalog().toString());

        assertThat(contents(folder.resolve("kaoto-catalog"))).containsOnlyKeys(FILES.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"definitions\": []}", "{\"definitions\": [{\"fileName\": \"index.json\"}]}"})
    void folderWithoutCatalogIsRefused(String index) throws IOException {
        Path other = Files.createDirectories(folder.resolve("other"));
        if (!index.isEmpty()) {
            Files.writeString(other.resolve("index.json"), index);
        }

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaotoCatalog.merge(other, folder.resolve("merged")))
                .withMessage(other + " is not a catalog of Kaoto: it has no index.json that names a Camel runtime."
                        + " Name the folder dist/camel-catalog of the npm package @kaoto/camel-catalog.");
        assertThat(folder.resolve("merged")).doesNotExist();
    }

    private Path catalog() throws IOException {
        Path catalog = folder.resolve("catalog");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
            Path path = catalog.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return catalog;
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                contents.put(folder.relativize(path).toString().replace('\\', '/'), Files.readString(path));
            }
        }
        return contents;
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }
}
