package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.sandbox.SandboxOptions;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopTest {

    @TempDir
    Path folder;

    @Test
    void stopEndsStreamsAndAnswersLongPolls() throws Exception {
        GatewayFixture gateway = GatewayFixture.start(folder);
        try (Socket stream = new Socket("127.0.0.1", gateway.server().url().getPort())) {
            stream.setSoTimeout((int) GatewayFixture.PATIENCE.toMillis());
            String request = "GET /v1/events HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nX-API-Key: "
                    + gateway.key() + "\r\n\r\n";
            stream.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream answer = stream.getInputStream();
            assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            CompletableFuture<HttpResponse<String>> poll = gateway.client()
                    .sendAsync(gateway.request("/v1/events?wait=25").build(), BodyHandlers.ofString());
            await().atMost(GatewayFixture.PATIENCE)
                    .until(() -> gateway.context().getInflightRepository().size() == 1);

            gateway.close();

            assertThat(poll.join().statusCode()).isEqualTo(200);
            answer.readAllBytes();
        }
    }

    @Test
    void stopFinishesLookupsInFlight() {
        GatewayFixture gateway = GatewayFixture.in(folder)
                .sandbox(SandboxOptions.defaults().withLatency(Duration.ofMillis(500)))
                .start();
        CompletableFuture<HttpResponse<String>> lookup = gateway.client()
                .sendAsync(
                        gateway.request("/v1/video?subject=7000000000000000001").build(), BodyHandlers.ofString());
        await().atMost(GatewayFixture.PATIENCE).until(() -> gateway.sandbox().calls("apidirect") == 1);

        gateway.close();

        assertThat(lookup.join().statusCode()).isEqualTo(200);
    }
}
