package io.github.cameltiktok.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A folder for {@code kubectl apply -k}, as it stands: what its patches make of it only kubectl knows.
 *
 * @param folder where its {@code kustomization.yaml} is
 */
record Kustomization(Path folder) {

    /** One for each way of running it. */
    static final List<Kustomization> ALL = Stream.of("pipeline", "pipeline-autoscaled", "camel-k")
            .map(name -> new Kustomization(Path.of(name)))
            .toList();

    static Kustomization of(String folder) {
        return new Kustomization(Path.of(folder));
    }

    /** Returns the file itself. */
    Manifest file() {
        return Manifest.read(folder.resolve("kustomization.yaml")).get(0);
    }

    /** Returns the files and folders that it lists. */
    List<Path> listed() {
        return StreamSupport.stream(file().at("resources").spliterator(), false)
                .map(name -> folder.resolve(name.asText()).normalize())
                .toList();
    }

    /** Returns all objects, those of the folders that it lists included. */
    List<Manifest> manifests() {
        return listed().stream()
                .flatMap(path -> Files.isDirectory(path)
                        ? new Kustomization(path).manifests().stream()
                        : Manifest.read(path).stream())
                .toList();
    }

    /** Returns the one object of a kind and a name. */
    Manifest manifest(String kind, String name) {
        return manifests().stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind + ' ' + name + " in " + folder));
    }

    /** Returns the changes it makes by naming what is to be different, each as a part of a manifest. */
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
