package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.GatewayFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadersTest {

    private static final Set<String> ALWAYS = Set.of(
            "cache-control",
            "content-length",
            "content-security-policy",
            "content-type",
            "referrer-policy",
            "request-id",
            "x-content-type-options");

    @TempDir
    static Path folder;

    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.start(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void onlyListedHeadersAreSent() {
        HttpResponse<String> response =
                gateway.send(gateway.request("/v1/video?subject=7000000000000000001&requestSource=ZAPIER")
                        .header("X-Echo", "value")
                        .header("CamelHttpResponseCode", "599"));

        Set<String> expected = new TreeSet<>(ALWAYS);
        expected.addAll(Set.of(
                "etag", "ratelimit", "ratelimit-policy", "tiktok-attempts", "tiktok-cost", "tiktok-provider", "vary"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map().keySet()).isEqualTo(expected);
    }

    @Test
    void problemsHaveTheSecurityHeaders() {
        HttpResponse<String> response = gateway.send(gateway.anonymous("/v1/nothing"));

        assertThat(response.headers().map().keySet()).isEqualTo(ALWAYS);
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; frame-ancestors 'none'");
    }

    @Test
    void otherOriginsGetNoPermission() {
        HttpResponse<String> response =
                gateway.send(gateway.request("/v1/me").header("Origin", "https://other.example"));

        assertThat(response.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        assertThat(gateway.send(gateway.request("/v1/me").method("OPTIONS", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
    }

    @Test
    void browsersKeepToTlsIfCallersUseIt(@TempDir Path other) {
        try (GatewayFixture behindTls = GatewayFixture.in(other)
                .with("gateway.public-url", "https://gateway.example")
                .start()) {
            assertThat(behindTls.get("/v1/nothing").headers().firstValue("Strict-Transport-Security"))
                    .contains("max-age=31536000");
            assertThat(behindTls.get("/openapi.json").body()).contains("https://gateway.example");
        }
        assertThat(gateway.get("/v1/nothing").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void wrongMethodIsRefusedWithTheMethodsOfThePath() {
        HttpResponse<String> response = gateway.delete("/v1/video");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(GatewayFixture.json(response).path("code").asText()).isEqualTo("method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
        assertThat(gateway.post("/v1/watches/wat_1", "{}").headers().firstValue("Allow"))
                .contains("DELETE, GET, PATCH");
    }

    @Test
    void requestIdsDiffer() {
        assertThat(gateway.get("/v1/me").headers().firstValue("Request-Id"))
                .isNotEqualTo(gateway.get("/v1/me").headers().firstValue("Request-Id"));
    }

    @Test
    void longUrlAndHeadersAreInvalid() throws IOException {
        for (String request : List.of(
                "GET /v1/video?subject=" + "1".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /v1/me HTTP/1.1\r\nHost: a\r\nX-Long: " + "1".repeat(17_000) + "\r\n\r\n",
                "nonsense\r\n\r\n")) {
            assertThat(answerTo(request))
                    .matches("(?s)HTTP/1\\.[01] 400 .*")
                    .contains("\"code\":\"invalid-request\"")
                    .contains("8 KiB");
        }
    }

    @Test
    void malformedParametersAreInvalid() throws IOException {
        assertThat(answerTo("GET /v1/video?subject=%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"invalid-request\"");
    }

    /** Returns the answer up to the end of the connection, which may be a reset. */
    private static String answerTo(String request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", gateway.server().url().getPort())) {
            socket.setSoTimeout((int) GatewayFixture.PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(answer);
        } catch (SocketException e) {
            assertThat(answer.size()).isPositive();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
