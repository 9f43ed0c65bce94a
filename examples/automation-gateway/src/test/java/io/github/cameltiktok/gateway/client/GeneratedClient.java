package io.github.cameltiktok.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A Java client that openapi-generator makes of a document. The profile {@code clients} fetches the generator. */
final class GeneratedClient {

    private static final Path GENERATOR = Path.of("target", "openapi-generator", "openapi-generator-cli.jar");
    private static final String OPTIONS = "openApiNullable=false,hideGenerationTimestamp=true,useJakartaEe=true,"
            + "documentationProvider=none,apiPackage=client.api,modelPackage=client.model,invokerPackage=client";

    private final Path folder;

    private GeneratedClient(Path folder) {
        this.folder = folder;
    }

    /**
     * Generates the client.
     *
     * @param folder empty, for its files
     */
    static GeneratedClient of(Path document, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("generator.log");
        Process generator = new ProcessBuilder(
                        java(),
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "-g",
                        "java",
                        "--library",
                        "native",
                        "-i",
                        document.toString(),
                        "-o",
                        folder.resolve("client").toString(),
                        "--additional-properties=" + OPTIONS)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(generator.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(generator.exitValue()).as(Files.readString(output)).isZero();
        return new GeneratedClient(folder);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Compiles the client and a program that uses it. The program takes the address and the key of a gateway. */
    @SuppressWarnings("unchecked")
    BiFunction<String, String, List<String>> program(String name) throws IOException, ReflectiveOperationException {
        Path program = folder.resolve(name + ".java");
        try (InputStream source = GeneratedClient.class.getResourceAsStream(name + ".java.txt")) {
            Files.write(program, Objects.requireNonNull(source).readAllBytes());
        }
        Path classes = Files.createDirectory(folder.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-nowarn",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                program.toString()));
        try (Stream<Path> sources = Files.walk(folder.resolve("client/src/main"))) {
            sources.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .as("exit code of the compiler")
                .isZero();
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        return (BiFunction<String, String, List<String>>)
                loader.loadClass(name).getDeclaredConstructor().newInstance();
    }
}
