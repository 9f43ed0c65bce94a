package io.github.cameltiktok.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.standardwebhooks.Webhook;
import io.github.cameltiktok.gateway.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Runs the receivers of docs/guides/webhooks.md, and sends them good and forged events. */
final class WebhookReceiversTest {

    private static final Path FOLDER = Path.of("webhooks");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String EVENT = "{\"type\":\"video.changed\",\"summary\":\"@some.cook: plays 1 → 2\"}";

    private Process receiver;

    @AfterEach
    void stop() {
        if (receiver != null) {
            receiver.destroyForcibly();
        }
    }

    @Test
    void javaReceiverAcceptsSignedEventsOnly() throws Exception {
        acceptsSignedEventsOnly(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FOLDER.resolve("Receiver.java").toString()));
    }

    @Test
    void pythonReceiverAcceptsSignedEventsOnly() throws Exception {
        assumeTrue(Programs.exist("python3"), "python3 is not on the PATH");

        acceptsSignedEventsOnly(List.of("python3", FOLDER.resolve("receiver.py").toString()));
    }

    /** The library comes from npm: {@code npm install} in the folder. */
    @Test
    void nodeReceiverAcceptsSignedEventsOnly() throws Exception {
        assumeTrue(Programs.exist("node"), "node is not on the PATH");
        assumeTrue(Files.exists(FOLDER.resolve("node_modules")), "npm install was not run in " + FOLDER);

        acceptsSignedEventsOnly(List.of("node", FOLDER.resolve("receiver.mjs").toString()));
    }

    private void acceptsSignedEventsOnly(List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
        builder.environment().put("WEBHOOK_SECRET", SECRET);
        builder.environment().put("PORT", "0");
        receiver = builder.start();
        BufferedReader output = receiver.inputReader();
        URI address = URI.create("http://127.0.0.1:" + port(output));

        assertThat(post(address, EVENT, EVENT)).isEqualTo(204);
        assertThat(output.readLine()).contains("@some.cook: plays 1");
        assertThat(post(address, EVENT, EVENT.replace("plays 1", "plays 0"))).isEqualTo(400);
    }

    private static String port(BufferedReader output) throws IOException {
        StringBuilder printed = new StringBuilder();
        String line = output.readLine();
        while (line != null && !line.startsWith("listening on ")) {
            printed.append(line).append('\n');
            line = output.readLine();
        }
        assertThat(line).as("the receiver listens; it printed: %s", printed).isNotNull();
        return line.substring("listening on ".length());
    }

    /** Sends a body with the signature of another. */
    private int post(URI address, String signed, String sent) throws Exception {
        long now = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("webhook-id", "evt_1")
                .header("webhook-timestamp", Long.toString(now))
                .header("webhook-signature", new Webhook(SECRET).sign("evt_1", now, signed))
                .POST(BodyPublishers.ofString(sent))
                .build();
        // The receiver in Python closes its connections, which a shared client would use again.
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
