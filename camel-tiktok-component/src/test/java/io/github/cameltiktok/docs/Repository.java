package io.github.cameltiktok.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository. */
final class Repository {

    private static final Path ROOT = root();

    private Repository() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the pages: README.md, CONTRIBUTING.md, CHANGELOG.md, SECURITY.md, docs, and the README of each example. */
    static List<Page> pages() {
        Stream<Path> top = Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")
                .map(ROOT::resolve)
                .filter(Files::exists);
        Stream<Path> docs = find(path("docs"), 8).filter(file -> file.toString().endsWith(".md"));
        Stream<Path> examples = Stream.concat(find(path("examples"), 2), find(path("kamelets"), 1))
                .filter(file -> file.endsWith("README.md"));
        return Stream.of(top, docs, examples)
                .flatMap(files -> files)
                .map(file -> new Page(ROOT.relativize(file).toString().replace('\\', '/'), read(file)))
                .toList();
    }

    /** Returns the texts of the resources of the module whose folder has the page. */
    static List<String> resourcesNextTo(String page) {
        return find(path(page).resolveSibling("src/main/resources"), 8)
                .map(file -> read(file).strip())
                .toList();
    }

    /** Returns the texts of the manifests in examples/kubernetes. */
    static List<String> manifests() {
        return find(path("examples/kubernetes"), 2)
                .filter(file -> file.toString().endsWith(".yaml"))
                .map(Repository::read)
                .toList();
    }

    /** A file of src/main; the path is relative to the repository. */
    record MainFile(String path, String text) {}

    /** Returns the sources, manifests and resources of all modules, without binary files and recorded data. */
    static List<MainFile> mainFiles() {
        return Stream.of(
                        find(path("camel-tiktok-component/src/main"), 16),
                        find(path("kamelets/src/main"), 16),
                        find(path("camel-tiktok-starter/src/main"), 16),
                        find(path("camel-tiktok-quarkus"), 16),
                        find(path("examples"), 16))
                .flatMap(files -> files)
                .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                .filter(file -> file.matches("(?:.*/src/main|examples/kubernetes)/.*\\.(?:java|yaml|properties|json)"))
                .filter(file -> !file.contains("/target/") && !file.contains("/src/test/"))
                .map(file -> new MainFile(file, read(path(file))))
                .toList();
    }

    /** Returns the pom.xml of the parent and of each module. */
    static List<Path> poms() {
        return Stream.of(
                        Stream.of(path("pom.xml")),
                        find(path("camel-tiktok-bom"), 1),
                        find(path("camel-tiktok-component"), 1),
                        find(path("camel-tiktok-endpointdsl"), 1),
                        find(path("camel-tiktok-starter"), 1),
                        find(path("camel-tiktok-archetype"), 1),
                        find(path("camel-tiktok-quarkus"), 2),
                        find(path("kamelets"), 1),
                        find(path("examples"), 2))
                .flatMap(files -> files)
                .filter(file -> file.endsWith("pom.xml"))
                .toList();
    }

    private static Stream<Path> find(Path folder, int depth) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in their module's folder, and in an IDE in any other. */
    private static Path root() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("camel-tiktok-component"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "the repository is none of the folders above " + Path.of("").toAbsolutePath());
    }
}
