package io.github.cameltiktok.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;

/** The staged files of one module, by the part of their name after artifact and version: {@code .pom}, {@code -sources.jar}. */
record StagedModule(String artifactId, SortedMap<String, Path> files) {

    static final Path ROOT = Path.of(System.getProperty("project.root"));
    static final String VERSION = System.getProperty("version");

    private static final Path STAGING = Path.of(System.getProperty("staging.directory"), "io/github/cameltiktok");

    static List<StagedModule> all() throws IOException {
        try (Stream<Path> folders = Files.list(STAGING)) {
            return folders.sorted().map(StagedModule::of).toList();
        }
    }

    static StagedModule named(String artifactId) {
        return of(STAGING.resolve(artifactId));
    }

    private static StagedModule of(Path folder) {
        String artifactId = folder.getFileName().toString();
        // A snapshot is staged with a time in place of the word SNAPSHOT.
        String prefix = artifactId + "-" + VERSION.replace("SNAPSHOT", "\\d{8}\\.\\d{6}-\\d+");
        try (Stream<Path> staged = Files.list(folder.resolve(VERSION))) {
            SortedMap<String, Path> files = new TreeMap<>();
            staged.filter(file -> !file.getFileName().toString().startsWith("maven-metadata"))
                    .forEach(file -> files.put(file.getFileName().toString().replaceFirst(prefix, ""), file));
            return new StagedModule(artifactId, files);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files themselves, without checksums and signatures. */
    SortedMap<String, Path> artifacts() {
        SortedMap<String, Path> artifacts = new TreeMap<>(files);
        artifacts.keySet().removeIf(name -> name.matches(".*\\.(md5|sha1|asc)"));
        return artifacts;
    }

    SortedMap<String, Path> jars() {
        SortedMap<String, Path> jars = artifacts();
        jars.keySet().removeIf(name -> !name.endsWith(".jar"));
        return jars;
    }

    boolean isJar() {
        return files.containsKey(".jar");
    }

    Document pom() throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(files.get(".pom").toFile());
    }

    Manifest manifest() throws IOException {
        try (JarFile jar = new JarFile(files.get(".jar").toFile())) {
            return jar.getManifest();
        }
    }

    /** The files in a jar, without folders, and their content. */
    Map<String, byte[]> entries(String jar) throws IOException {
        try (JarFile file = new JarFile(files.get(jar).toFile())) {
            Map<String, byte[]> entries = new LinkedHashMap<>();
            for (JarEntry entry : file.stream().filter(e -> !e.isDirectory()).toList()) {
                entries.put(entry.getName(), file.getInputStream(entry).readAllBytes());
            }
            return entries;
        }
    }

    /** The folder of the module's sources. */
    Path folder() throws IOException {
        try (Stream<Path> poms = Files.walk(ROOT, 5)) {
            return poms.filter(
                            file -> file.endsWith("pom.xml") && !file.toString().contains("target"))
                    .filter(this::isPomOfThis)
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    private boolean isPomOfThis(Path pom) {
        try {
            String text = Files.readString(pom);
            return text.contains("</parent>")
                    && text.substring(text.indexOf("</parent>")).startsWith("<artifactId>" + artifactId, 13);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return Arrays.stream(artifactId.split("-")).skip(2).collect(Collectors.joining("-"));
    }
}
