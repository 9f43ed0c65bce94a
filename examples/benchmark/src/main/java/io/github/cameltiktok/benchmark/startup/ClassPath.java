package io.github.cameltiktok.benchmark.startup;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The jars of an application that Maven has resolved for one of the two modules in {@code start-up}. */
final class ClassPath {

    private static final List<String> BARE_CLIENT = List.of("httpclient5-", "httpcore5-", "jackson-", "slf4j-api-");

    private final List<Path> jars;

    private ClassPath(List<Path> jars) {
        this.jars = jars;
    }

    /**
     * Reads the class path that Maven has written.
     *
     * @param module {@code with} or {@code without}
     * @param folder folder for the connector's jar, built here if Maven has only compiled its classes
     */
    static ClassPath of(String module, Path folder) throws IOException {
        Path list = ownClasses().resolve("../../start-up/" + module + "/target/class-path");
        List<Path> jars = new ArrayList<>();
        for (String entry : Files.readString(list).strip().split(File.pathSeparator)) {
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? pack(path, folder.resolve("camel-tiktok-component.jar")) : path);
        }
        return new ClassPath(List.copyOf(jars));
    }

    List<Path> jars() {
        return jars;
    }

    /** Returns the jars that the other class path lacks. */
    List<Path> without(ClassPath other) {
        return jars.stream().filter(jar -> !other.jars.contains(jar)).toList();
    }

    /** Returns the jars that the program of the bare client uses. */
    ClassPath ofBareClient() {
        return new ClassPath(jars.stream()
                .filter(jar -> BARE_CLIENT.stream().anyMatch(jar.getFileName().toString()::startsWith))
                .toList());
    }

    /** Returns the JVM argument, followed by the classes of the benchmarks. */
    String text() {
        return Stream.concat(jars.stream(), Stream.of(ownClasses()))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * Returns the JVM argument with a jar of the classes of the benchmarks: an archive of classes refuses folders.
     *
     * @param folder folder for the jar
     */
    String jarsOnly(Path folder) throws IOException {
        return Stream.concat(jars.stream(), Stream.of(pack(ownClasses(), folder.resolve("benchmark.jar"))))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path ownClasses() {
        return Path.of(URI.create(ClassPath.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private static Path pack(Path classes, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return jar;
    }
}
