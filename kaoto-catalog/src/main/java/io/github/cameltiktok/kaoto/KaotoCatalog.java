package io.github.cameltiktok.kaoto;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Adds the component and the Kamelets to a copy of Kaoto's catalog.
 *
 * <p>The catalog's {@code index.json} names an index for each runtime. That index names a file with all components and a
 * file with all Kamelets.
 */
public final class KaotoCatalog {

    private static final ObjectMapper JSON = new JsonMapper();

    private KaotoCatalog() {}

    /**
     * Writes the entries of camel-tiktok to {@code kaoto-entries} in a folder. If a catalog is given, writes a copy of it with
     * these entries to {@code kaoto-catalog} in the same folder.
     *
     * @param arguments the folder to write to; optionally the catalog
     * @throws IllegalArgumentException if the catalog is not a catalog of Kaoto
     */
    public static void main(String... arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Path entries = Files.createDirectories(target.resolve("kaoto-entries"));
        write(entries.resolve("components.json"), CatalogEntries.components());
        write(entries.resolve("kamelets.json"), CatalogEntries.kamelets());
        if (arguments.length > 1) {
            Path merged = target.resolve("kaoto-catalog");
            int runtimes = merge(Path.of(arguments[1]), merged);
            System.out.printf("TikTok added to %d Camel runtimes of the catalog in %s%n", runtimes, merged);
        }
    }

    /**
     * Copies a catalog with the entries of camel-tiktok added. A catalog that has them gets their present version.
     *
     * @return the number of runtimes that have the entries
     * @throws IllegalArgumentException if the folder is not a catalog of Kaoto
     */
    static int merge(Path catalog, Path target) throws IOException {
        List<JsonNode> definitions = definitions(catalog);
        copy(catalog, target);
        ObjectNode components = CatalogEntries.components();
        ObjectNode kamelets = CatalogEntries.kamelets();
        for (JsonNode definition : definitions) {
            Path index = target.resolve(definition.required("fileName").asText());
            JsonNode files = read(index).required("catalogs");
            add(components, index.resolveSibling(files.at("/components/file").asText()));
            add(kamelets, index.resolveSibling(files.at("/kamelets/file").asText()));
        }
        return definitions.size();
    }

    /** Returns the definitions of Camel's runtimes. Others, such as Citrus, have no Kamelets. */
    private static List<JsonNode> definitions(Path catalog) throws IOException {
        List<JsonNode> definitions = new ArrayList<>();
        Path index = catalog.resolve("index.json");
        if (Files.isRegularFile(index)) {
            for (JsonNode definition : read(index).path("definitions")) {
                JsonNode runtime =
                        read(catalog.resolve(definition.path("fileName").asText()));
                if (runtime.at("/catalogs/kamelets").isObject()) {
                    definitions.add(definition);
                }
            }
        }
        if (definitions.isEmpty()) {
            throw new IllegalArgumentException(catalog.toAbsolutePath()
                    + " is not a catalog of Kaoto: it has no index.json that names a Camel runtime."
                    + " Name the folder dist/camel-catalog of the npm package @kaoto/camel-catalog.");
        }
        return definitions;
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> paths = Files.walk(source)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path copy = target.resolve(source.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void add(ObjectNode entries, Path file) throws IOException {
        ObjectNode all = read(file);
        all.setAll(entries);
        write(file, all);
    }

    private static ObjectNode read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), ObjectNode.class);
    }

    private static void write(Path file, ObjectNode content) throws IOException {
        JSON.writeValue(file.toFile(), content);
    }
}
