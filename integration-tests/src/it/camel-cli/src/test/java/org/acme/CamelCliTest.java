package org.acme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs the route with the Camel CLI, which finds the component by application.properties. */
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

    private static int camel(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                // The CLI writes into the folder .camel of this one.
                "-Duser.home=" + Path.of("target").toAbsolutePath(),
                "-Dcamel.component.tiktok.apidirect.base-url=" + sandbox.get().baseUrl("apidirect"),
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
        Process process =
                command.redirectErrorStream(true).redirectOutput(LOG.toFile()).start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }
}
