package io.github.cameltiktok.pipeline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.pipeline.broker.EmbeddedBroker;
import io.github.cameltiktok.pipeline.broker.FreePort;
import io.github.cameltiktok.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks start, content and run of the image that {@code mvn verify -Pimage} has written. */
class ImageRun {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** 128 and the number of the signal. */
    private static final int TERMINATED = 143;

    @TempDir
    static Path folder;

    private static ContainerImage image;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        image = ContainerImage.unpack(Path.of(System.getProperty("image.tar")), folder);
    }

    @Test
    void imageRunsPipelineAsUserWithoutName() {
        JsonNode config = image.config().path("config");

        assertThat(config.path("User").asText()).isEqualTo("65532:65532");
        assertThat(image.entrypoint())
                .startsWith("java")
                .containsSequence("-cp", "@/app/jib-classpath-file", "io.github.cameltiktok.pipeline.KafkaPipeline");
        assertThat(config.path("ExposedPorts").fieldNames()).toIterable().containsExactly("9464/tcp");
    }

    @Test
    void imageContainsPipelineAndDependencies() throws IOException {
        List<String> classPath = image.classPath();

        assertThat(classPath)
                .as("jars, as an archive of classes takes nothing else")
                .startsWith("/app/classpath/*")
                .allMatch(entry -> entry.endsWith(".jar") || entry.equals("/app/classpath/*"))
                .allSatisfy(entry -> assertThat(
                                image.root().resolve(entry.substring(1).replace("*", "")))
                        .exists());
        assertThat(pipelineFile("pipeline.camel.yaml"))
                .isEqualTo(Files.readString(Path.of("src/main/resources/pipeline.camel.yaml")));
        assertThat(classPath)
                .anyMatch(entry -> entry.matches("/app/libs/camel-tiktok-component-[^/]+\\.jar"))
                .anyMatch(entry -> entry.matches("/app/libs/camel-kafka-[^/]+\\.jar"));
    }

    @Test
    void imageContainsNoTestsAndNoSecrets() throws IOException {
        assertThat(image.files()).isNotEmpty().noneMatch(file -> file.getFileName()
                .toString()
                .matches("(junit|assertj|awaitility|jqwik|opentest4j|jacoco).*"
                        + "|.*-tests?\\.jar|.*Test\\.class|logback-test\\.xml"
                        + "|.*\\.(pem|key|p12|jks)|\\.env|settings\\.xml"));
        assertThat(image.config().at("/config/Env"))
                .noneMatch(variable -> variable.asText().matches(".*(KEY|TOKEN|SECRET|PASSWORD).*"));
        String settings = pipelineFile("application.properties");
        assertThat(settings.lines().filter(line -> line.contains("api-key =")))
                .hasSize(3)
                .allMatch(line -> line.endsWith("_API_KEY:}}"));
    }

    @Test
    void imageIsReproducible() throws IOException {
        assertThat(image.config().path("created").asText()).isEqualTo("2026-11-22T00:00:00Z");
        assertThat(image.files())
                .allSatisfy(file -> assertThat(Files.getLastModifiedTime(file).toInstant())
                        .isEqualTo(Instant.EPOCH.plusSeconds(1)));
    }

    /** Runs the unpacked image with the Java of this machine. */
    @Test
    void containedPipelineReportsHealthAndLooksUpVideos() throws Exception {
        int port = FreePort.find();
        Path output = folder.resolve("output");
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Sandbox sandbox = Sandbox.start()) {
            ProcessBuilder builder = new ProcessBuilder(command(broker))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "APIDIRECT_API_KEY",
                            sandbox.apiKey("apidirect"),
                            "CAMEL_COMPONENT_TIKTOK_APIDIRECT_BASE_URL",
                            sandbox.baseUrl("apidirect").toString(),
                            "CAMEL_MANAGEMENT_PORT",
                            Integer.toString(port)));
            Process process = builder.start();
            // Ends the process also after an interrupted run.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            try {
                for (String path : List.of("/observe/health/live", "/observe/health/ready")) {
                    await().alias(path)
                            .atMost(Duration.ofMinutes(1))
                            .ignoreExceptionsInstanceOf(IOException.class)
                            .until(() -> get(port, path).statusCode() == 200);
                }
                send(broker, "7311111111111111111");
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                                get(port, "/observe/metrics").body())
                        .contains("outcome=\"video\",requestSource=\"API\"} 1.0"));
            } finally {
                process.destroy();
            }
            assertThat(process.waitFor(45, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isEqualTo(TERMINATED);
        }
    }

    @Test
    void imageStartsFromAnArchiveOfItsClasses() throws Exception {
        Path archive = folder.resolve("app.jsa");

        String training = demonstrate("training", "-XX:ArchiveClassesAtExit=" + archive);
        String start = demonstrate(
                "start",
                "-Xshare:on",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load:file=" + folder.resolve("classes"));

        assertThat(training).contains("5 requests in ");
        assertThat(start).contains("5 requests in ");
        assertThat(Files.readString(folder.resolve("classes")))
                .containsPattern("io.github.cameltiktok.TikTokComponent source: shared objects file");
    }

    /** Runs the demonstration with the Java of this machine, and returns its output. */
    private static String demonstrate(String name, String... options) throws Exception {
        List<String> command = command();
        command.addAll(1, List.of(options));
        command.addAll(List.of("demo", "--requests", "5"));
        Path output = folder.resolve(name);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    /** Has the restrictions of the Deployment in examples/kubernetes. The demonstration contains its broker and its provider. */
    @Test
    void demonstrationRunsWithReadOnlyRootAndWithoutPrivileges() throws Exception {
        assumeTrue(new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0, "takes root, and Linux");
        Path output = folder.resolve("demonstration");
        List<String> command = new ArrayList<>(List.of("unshare", "--mount", "sh", resource("container.sh")));
        command.addAll(List.of(image.root().toString(), System.getProperty("java.home")));
        command.addAll(image.entrypoint());
        command.addAll(List.of("demo", "--requests", "100"));

        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        assertThat(Files.readString(output)).contains("100 requests in ");
    }

    private static String resource(String name) throws URISyntaxException {
        return Path.of(ImageRun.class.getResource(name).toURI()).toString();
    }

    private static String pipelineFile(String name) throws IOException {
        Path jar = image.files().stream()
                .filter(file -> file.getFileName().toString().startsWith("camel-tiktok-kafka-pipeline"))
                .findFirst()
                .orElseThrow();
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            return Files.readString(content.getPath(name));
        }
    }

    private static List<String> command(EmbeddedBroker broker) throws IOException {
        List<String> command = command();
        command.addAll(List.of("run", "--brokers", broker.address()));
        return command;
    }

    private static List<String> command() throws IOException {
        String classPath =
                image.classPath().stream().map(entry -> image.root() + entry).collect(Collectors.joining(":"));
        List<String> command = new ArrayList<>(image.entrypoint());
        command.set(
                command.indexOf("java"),
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.set(command.indexOf("@/app/jib-classpath-file"), classPath);
        return command;
    }

    private static void send(EmbeddedBroker broker, String request) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("tiktok.requests", request)).get();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + port + path);
        return HTTP.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
