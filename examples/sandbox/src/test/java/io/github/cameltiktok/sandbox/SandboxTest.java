package io.github.cameltiktok.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.serviceUnavailable;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @RegisterExtension
    static final SandboxExtension extension =
            new SandboxExtension(SandboxOptions.defaults().withClock(Clock.fixed(NOW, ZoneOffset.UTC)));

    private Sandbox sandbox() {
        return extension.get();
    }

    private Client client() {
        return new Client(sandbox());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void eachProviderHasItsPrefixAndKey(String provider) {
        assertThat(sandbox().baseUrl(provider))
                .isEqualTo(URI.create("http://127.0.0.1:" + sandbox().port() + "/" + provider));
        assertThat(sandbox().apiKey(provider)).contains(provider);
        assertThat(client().video(provider, "1").statusCode()).isEqualTo(200);
    }

    @Test
    void dumplingAisKeyHasItsDocumentedPrefix() {
        assertThat(sandbox().apiKey("dumplingai")).startsWith("sk_");
    }

    @Test
    void unknownProviderIsRejectedByName() {
        assertThatThrownBy(() -> sandbox().baseUrl("tiktok"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("provider must be apidirect, dumplingai or peekalink, but is tiktok");
    }

    @Test
    void logMasksTheKeyOfACall() {
        client().dumplingUser("some.cook");
        client().apiDirectVideo("video_id", "404x");

        assertThat(sandbox().calls()).hasSize(2);
        ProviderCall first = sandbox().calls().get(0);
        assertThat(first.provider()).isEqualTo("dumplingai");
        assertThat(first.resource()).isEqualTo("user");
        assertThat(first.method()).isEqualTo("POST");
        assertThat(first.path()).isEqualTo("/api/v1/get-tiktok-profile");
        assertThat(first.body()).isEqualTo("{\"handle\":\"some.cook\"}");
        assertThat(first.headers()).containsEntry("authorization", "***").containsKey("Content-Type");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.billed()).isTrue();
        ProviderCall second = sandbox().calls().get(1);
        assertThat(second.path()).isEqualTo("/v1/tiktok/video?video_id=404x");
        assertThat(second.headers()).containsEntry("X-API-Key", "***");
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.providerCode()).isEqualTo("invalid_parameter");
        assertThat(second.billed()).isFalse();
        assertThat(sandbox().calls().toString())
                .doesNotContain(sandbox().apiKey("dumplingai"), sandbox().apiKey("apidirect"));
    }

    @Test
    void peekalinkCallsAreLoggedByLinkType() {
        client().peekalink("https://www.tiktok.com/@a.b/video/1");
        client().peekalink("https://www.tiktok.com/@a.b");
        client().peekalink("https://example.org/");
        client().peekalink("no link");

        assertThat(sandbox().calls())
                .extracting(ProviderCall::resource)
                .containsExactly("video", "user", "page", "unknown");
    }

    @Test
    void clearLogClearsCountsAndPeaks() {
        client().peekalink("https://www.tiktok.com/@a.b");
        post("/webhook", "{}");
        assertThat(sandbox().maxConcurrentSeen("peekalink", "user")).isOne();

        sandbox().clearLog();

        assertThat(sandbox().calls()).isEmpty();
        assertThat(sandbox().webhooks()).isEmpty();
        assertThat(sandbox().calls("peekalink")).isZero();
        assertThat(sandbox().billedCalls("peekalink")).isZero();
        assertThat(sandbox().maxConcurrentSeen("peekalink", "user")).isZero();
    }

    @Test
    void fullLogDropsOldestEntriesAndKeepsCounting() {
        CallLog log = new CallLog();
        ProviderCall call =
                new ProviderCall("apidirect", "video", "GET", "/v1/tiktok/video", Map.of(), "", 200, true, null);

        for (int i = 0; i < 50_001; i++) {
            log.add(call);
        }

        assertThat(log.entries()).hasSize(50_000);
        assertThat(log.count("apidirect")).isEqualTo(50_001);
        assertThat(log.billed("apidirect")).isEqualTo(50_001);
    }

    @Test
    void webhookRecordsRequests() {
        HttpResponse<byte[]> response = post("/webhook/flow/7?run=1", "{\"id\":\"é\"}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Client.json(response).get("status").textValue()).isEqualTo("accepted");
        assertThat(sandbox().webhooks()).singleElement().satisfies(webhook -> {
            assertThat(webhook.path()).isEqualTo("/webhook/flow/7?run=1");
            assertThat(webhook.body()).isEqualTo("{\"id\":\"é\"}");
            assertThat(webhook.headers()).containsEntry("x-signature", "abc");
            assertThat(webhook.receivedAt()).isEqualTo(NOW);
        });
        assertThat(sandbox().webhookUrl().getPath()).isEqualTo("/webhook");
        assertThat(sandbox().calls()).isEmpty();
    }

    private HttpResponse<byte[]> post(String path, String body) {
        return Client.send(HttpRequest.newBuilder(sandbox().webhookUrl().resolve(path))
                .header("Content-Type", "application/json")
                .header("X-Signature", "abc")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void webhookRefusesOtherMethodsThanPost() {
        assertThat(Client.send(HttpRequest.newBuilder(sandbox().webhookUrl()).build())
                        .statusCode())
                .isEqualTo(405);
        assertThat(sandbox().webhooks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/apidirect2/v1/time", "/webhooks"})
    void unknownPathListsTheKnownOnes(String path) {
        HttpResponse<byte[]> response = post(path, "{}");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Client.text(response)).contains("/apidirect", "/webhook");
    }

    @Test
    void userStubTakesPrecedenceAndIsLogged() {
        sandbox()
                .wireMock()
                .stubFor(get(urlPathEqualTo("/apidirect/v1/tiktok/video")).willReturn(serviceUnavailable()));

        assertThat(client().apiDirectVideo("video_id", "1").statusCode()).isEqualTo(503);
        assertThat(sandbox().calls()).singleElement().satisfies(call -> {
            assertThat(call.status()).isEqualTo(503);
            assertThat(call.resource()).isEqualTo("video");
            assertThat(call.headers()).containsEntry("X-API-Key", "***");
        });
    }

    @Test
    void resetRemovesStubsAndLatency() {
        sandbox()
                .wireMock()
                .stubFor(get(urlPathEqualTo("/apidirect/v1/tiktok/video")).willReturn(serviceUnavailable()));
        sandbox().latency(Duration.ofMinutes(1));

        sandbox().reset();

        assertThat(client().apiDirectVideo("video_id", "1").statusCode()).isEqualTo(200);
    }

    @Test
    void latencyDelaysTheAnswer() {
        sandbox().latency(Duration.ofMillis(300));

        long start = System.nanoTime();
        assertThat(client().apiDirectVideo("video_id", "1").statusCode()).isEqualTo(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void negativeLatencyIsRejected() {
        assertThatThrownBy(() -> sandbox().latency(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("latency must not be negative, but is PT-0.001S");
    }

    @Test
    void portInUseIsReported() {
        int taken = sandbox().port();

        assertThatThrownBy(() -> Sandbox.start(taken))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("port " + taken + " is in use: ");
    }

    @Test
    void portOutOfRangeIsRejected() {
        assertThatThrownBy(() -> Sandbox.start(65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port must be between 0 and 65535, but is 65536");
    }

    @Test
    void closeDropsDelayedAnswers() throws IOException {
        Sandbox closing = Sandbox.start();
        // HTTP clients may retry on a closed connection before the port is closed; a raw socket does not.
        try (Socket socket = new Socket("127.0.0.1", closing.port())) {
            socket.setSoTimeout(40_000);
            String request = "GET /apidirect/v1/tiktok/video?video_id=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: "
                    + BrokenAnswer.HANG.key() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(40)).until(() -> closing.calls("apidirect") == 1);

            closing.close();

            assertThat(readUntilClosed(socket)).doesNotContain("504").doesNotContain("200");
        }
    }

    private static String readUntilClosed(Socket socket) throws IOException {
        try {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (SocketException e) {
            // The server may close the connection with a reset.
            return "";
        }
    }
}
