package io.github.cameltiktok.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.GatewayFixture;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generates a Java client from the served OpenAPI document, and uses it. The profile {@code clients} fetches the generator. */
final class GeneratedClientRun {

    private static final Path GENERATOR = Path.of("target", "openapi-generator", "openapi-generator-cli.jar");
    private static final String OPTIONS = "openApiNullable=false,hideGenerationTimestamp=true,useJakartaEe=true,"
            + "documentationProvider=none,apiPackage=client.api,modelPackage=client.model,invokerPackage=client";

    @TempDir
    static Path folder;

    @Test
    void generatedClientLooksUpAndWatches() throws Exception {
        try (GatewayFixture gateway = GatewayFixture.start(Files.createDirectory(folder.resolve("gateway")))) {
            Path document = folder.resolve("openapi.json");
            Files.writeString(
                    document, gateway.send(gateway.anonymous("/openapi.json")).body());
            generate(document);

            List<String> seen = cycle().apply(gateway.server().url().toString(), gateway.key());

            assertThat(seen)
                    .containsExactly("test", "7311111111111111111", "some.cook", "generated", "changed", "1", "404");
        }
    }

    private static void generate(Path document) throws Exception {
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
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Compiles the client and the program that uses it. */
    @SuppressWarnings("unchecked")
    private static BiFunction<String, String, List<String>> cycle() throws Exception {
        Path program = folder.resolve("Cycle.java");
        try (InputStream source = GeneratedClientRun.class.getResourceAsStream("Cycle.java.txt")) {
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
                loader.loadClass("Cycle").getDeclaredConstructor().newInstance();
    }
}
