package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the demo in a process of its own, and does what its output says. */
class DemoTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int TERMINATED = 143;
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    @TempDir
    Path folder;

    private Path out;
    private Path err;
    private Path temporary;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        out = folder.resolve("out");
        err = folder.resolve("err");
        temporary = Files.createDirectory(folder.resolve("tmp"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + temporary,
                // Otherwise Logback would use logback-test.xml, which is on the class path as well.
                "-Dlogback.configurationFile=logback.xml",
                Gateway.class.getName(),
                "demo");
        builder.directory(folder.toFile());
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        process = builder.redirectOutput(Redirect.to(out.toFile()))
                .redirectError(Redirect.to(err.toFile()))
                .start();
    }

    @AfterEach
    void kill() {
        process.destroyForcibly();
    }

    @Test
    void printedRequestsWorkAndTheEndIsClean() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> Files.readString(out).contains("Ctrl-C ends the demo.") || !process.isAlive());
        List<String> lines = Files.readAllLines(out);
        assertThat(lines.get(0)).as(Files.readString(err)).matches("http://127\\.0\\.0\\.1:\\d+");
        assertThat(lines.get(1)).matches("ttg_[0-9a-f]{16}_[A-Za-z0-9_-]{32}");

        List<String> curls =
                lines.stream().filter(line -> line.startsWith("curl ")).toList();
        assertThat(curls).hasSize(3);
        assertThat(run(curls.get(0)).body()).contains("\"kind\":\"VIDEO\"");
        assertThat(run(curls.get(1)).body()).contains("\"followers\"");
        HttpResponse<String> watch = run(curls.get(2));
        assertThat(watch.statusCode()).as(watch.body()).isEqualTo(201);
        String page = lines.stream()
                .filter(line -> line.startsWith("Page: "))
                .findFirst()
                .orElseThrow()
                .substring("Page: ".length());
        assertThat(run("curl '" + page + "'").body()).contains("<title>");

        process.destroy();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TERMINATED);
        String log = Files.readString(err);
        assertThat(log)
                .doesNotContain("\tat ")
                .doesNotContain("Exception")
                .doesNotContain("ERROR")
                .doesNotContain("WARN");
        assertThat(log).doesNotContain(lines.get(1).substring("ttg_".length() + 17));
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("gateway."));
        }
    }

    /** Sends the request of a curl command. */
    private static HttpResponse<String> run(String curl) throws Exception {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(curl);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(words.stream()
                .filter(word -> word.startsWith("http://"))
                .findFirst()
                .orElseThrow()));
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).equals("-H")) {
                String[] header = words.get(i + 1).split(": ", 2);
                request.header(header[0], header[1]);
            } else if (words.get(i).equals("-d")) {
                request.POST(BodyPublishers.ofString(words.get(i + 1)));
            }
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpResponse<String> response = client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return response;
    }
}
