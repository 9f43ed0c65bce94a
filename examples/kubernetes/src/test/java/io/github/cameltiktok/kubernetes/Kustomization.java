package io.github.cameltiktok.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder for {@code kubectl apply -k}, without its patches applied.
 *
 * @param folder folder of its {@code kustomization.yaml}
 */
record Kustomization(Path folder) {

    /** All folders of this module. */
    static final List<Kustomization> ALL = Stream.of("pipeline", "pipeline-autoscaled", "camel-k")
            .map(name -> new Kustomization(Path.of(name)))
            .toList();

    static Kustomization of(String folder) {
        return new Kustomization(Path.of(folder));
    }

    /** Returns {@code kustomization.yaml}. */
    Manifest file() {
        return Manifest.read(folder.resolve("kustomization.yaml")).get(0);
    }

    /** Returns the files and folders that it lists. */
    List<Path> listed() {
        return StreamSupport.stream(file().at("resources").spliterator(), false)
                .map(name -> folder.resolve(name.asText()).normalize())
                .toList();
    }

    /** Returns all objects, including those of listed folders. */
    List<Manifest> manifests() {
        return listed().stream()
                .flatMap(path -> Files.isDirectory(path)
                        ? new Kustomization(path).manifests().stream()
                        : Manifest.read(path).stream())
                .toList();
    }

    /** Returns the object with a kind and a name. */
    Manifest manifest(String kind, String name) {
        return manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + ' ' + name + " in " + folder));
    }

    /** Returns the strategic merge patches, each as a partial manifest. */
    List<Manifest> merges() {
        return StreamSupport.stream(file().at("patches").spliterator(), false)
                .flatMap(patch -> {
                    try {
                        return Manifest.parse(
                                folder.toString(), patch.path("patch").asText())
                                .stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .toList();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
