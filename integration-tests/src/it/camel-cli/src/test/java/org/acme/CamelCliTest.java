package org.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the routes and the Pipe with the Camel CLI, which finds the component by application.properties or by an argument. */
final class CamelCliTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final Path LOG = Path.of("target/camel.log");

    @Test
    void routeRuns() throws Exception {
        int exitCode = camel("run", "route.yaml", "application.properties", "--max-messages=1");

        assertThat(Files.readString(LOG)).contains("tiktok: 18912653 plays").doesNotContain(sandbox.get().apiKey("apidirect"));
        assertThat(exitCode).isZero();
    }

    @Test
    void pipeRuns() throws Exception {
        String pipe = Files.readString(Path.of("creators.yaml"));
        Path copy = Path.of("target/creators.yaml");
        Files.writeString(copy, pipe.replace("127.0.0.1:8089", "127.0.0.1:" + sandbox.get().port()));

        int exitCode = camel("run", copy.toString(), "--dep=" + kamelets(), "--max-messages=1");

        assertThat(Files.readString(LOG)).contains("\"handle\":\"some.cook\"");
        assertThat(exitCode).isZero();
    }

    /** Returns the Kamelets in the version of the component. */
    private static String kamelets() throws IOException {
        return Files.readAllLines(Path.of("application.properties"))
                .get(0)
                .replace("camel.jbang.dependencies=", "")
                .replace("camel-tiktok-component", "camel-tiktok-kamelets");
    }

    @Test
    void gatewayAnswersCalls() throws Exception {
        int port = freePort();
        Process gateway = start("run", "gateway.yaml", "application.properties", "--port=" + port);
        try {
            HttpResponse<String> found = call(gateway, port, "any-secret", "7516594811734854943");
            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(found.body()).startsWith("{\"id\":\"7516594811734854943\"");

            assertThat(call(gateway, port, "any-secret", "hello").statusCode()).isEqualTo(400);
            assertThat(call(gateway, port, "any-secret", "7000000000000000404").statusCode()).isEqualTo(404);
            assertThat(call(gateway, port, "wrong", "7516594811734854943").statusCode()).isEqualTo(401);
        } finally {
            gateway.destroy();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Repeats the call until the gateway listens. */
    private static HttpResponse<String> call(Process gateway, int port, String secret, String subject)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/video"))
                .header("Content-Type", "application/json")
                .header("X-Gateway-Key", secret)
                .POST(HttpRequest.BodyPublishers.ofString("{\"video_id\": \"" + subject + "\"}"))
                .build();
        while (true) {
            try {
                return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            } catch (ConnectException e) {
                assertThat(gateway.waitFor(200, TimeUnit.MILLISECONDS)).as("gateway has ended").isFalse();
            }
        }
    }

    private static int camel(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private static Process start(String... arguments) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                // The CLI writes into the folder .camel of this one.
                "-Duser.home=" + Path.of("target").toAbsolutePath(),
                "-Dcamel.component.tiktok.apidirect.base-url=" + sandbox.get().baseUrl("apidirect"),
                "-Dgateway.key=any-secret",
                // A busy machine is no reason to fail.
                "-Dcamel.component.tiktok.deadline=5m",
                "-Dcamel.component.tiktok.response-timeout=5m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.acme.Camel");
        command.command().addAll(List.of(arguments));
        // Apache's own Kamelets, of which the CLI would ask for a version that is not there.
        command.command().add("--kamelets-version=4.18.0");
        command.environment().put("APIDIRECT_API_KEY", sandbox.get().apiKey("apidirect"));
        return command.redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
    }
}
