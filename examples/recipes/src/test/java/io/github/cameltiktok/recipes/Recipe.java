package io.github.cameltiktok.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A page of docs/recipes and the files of its folder.
 *
 * @param name of the page and the folder
 */
record Recipe(String name) {

    private static final Path MODULE = module();

    /** Returns a file of the folder. */
    Path file(String file) {
        return folder().resolve(file);
    }

    /** Returns the routes of the folder. */
    Path routes() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Asserts that the page has these lines, one after the other. */
    void printsOnItsPage(List<String> lines) throws IOException {
        assertThat(page()).as("page %s", name).contains(String.join("\n", lines));
    }

    /** Returns the first JSON block of the page. */
    String jsonOnItsPage() throws IOException {
        return page().split("```json\n", 2)[1].split("```", 2)[0];
    }

    /** Asserts that the page has each file of the folder, in full and as a block of its own. */
    void showsItsFiles() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(page())
                        .as("page %s has the file %s", name, file.getFileName())
                        .contains("<!-- part of: examples/recipes/" + name + "/" + file.getFileName() + " -->\n```"
                                + language(file) + "\n" + Files.readString(file) + "```\n");
            }
        }
    }

    static List<Recipe> all() throws IOException {
        try (Stream<Path> folders = Files.list(MODULE)) {
            return folders.filter(folder -> Files.exists(folder.resolve("application.properties")))
                    .map(folder -> new Recipe(folder.getFileName().toString()))
                    .sorted((a, b) -> a.name().compareTo(b.name()))
                    .toList();
        }
    }

    private static String language(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private String page() throws IOException {
        return Files.readString(MODULE.resolve("../../docs/recipes/" + name + ".md"));
    }

    private Path folder() {
        return MODULE.resolve(name);
    }

    /** Tests run in their module's folder, and in an IDE in any other. */
    private static Path module() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path module = folder.resolve("examples/recipes");
            if (Files.isDirectory(module)) {
                return module;
            }
        }
        throw new IllegalStateException("no folder above has examples/recipes");
    }
}
