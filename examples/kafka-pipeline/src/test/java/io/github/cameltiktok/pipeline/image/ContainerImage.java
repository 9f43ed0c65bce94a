package io.github.cameltiktok.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An unpacked container image, from a tar for {@code docker load}.
 *
 * @param config how a container of it is started
 * @param root its files
 */
record ContainerImage(JsonNode config, Path root) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Unpacks an image.
     *
     * @param folder where to
     */
    static ContainerImage unpack(Path tar, Path folder) throws IOException, InterruptedException {
        Path parts = Files.createDirectory(folder.resolve("parts"));
        Path root = Files.createDirectory(folder.resolve("root"));
        unpackTar(tar, parts);
        JsonNode manifest =
                JSON.readTree(parts.resolve("manifest.json").toFile()).path(0);
        for (JsonNode layer : manifest.path("Layers")) {
            unpackTar(parts.resolve(layer.asText()), root);
        }
        Path config = parts.resolve(manifest.path("Config").asText());
        return new ContainerImage(JSON.readTree(config.toFile()), root);
    }

    /** Returns the program and its first arguments. */
    List<String> entrypoint() {
        List<String> words = new ArrayList<>();
        config.at("/config/Entrypoint").forEach(word -> words.add(word.asText()));
        return words;
    }

    /** Returns all files of the application, without those of the base image. */
    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("app"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** Returns the entries of the application's class path, as paths within the image. */
    List<String> classPath() throws IOException {
        return List.of(Files.readString(root.resolve("app/jib-classpath-file")).split(":"));
    }

    /** Uses the tar command of the system, because Java has no support for tar. */
    private static void unpackTar(Path tar, Path folder) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("tar", "-xf", tar.toString(), "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("tar -xf " + tar).isZero();
    }
}
