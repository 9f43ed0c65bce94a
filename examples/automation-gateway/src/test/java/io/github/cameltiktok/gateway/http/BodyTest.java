package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {

    private static final int KIB = 1024;

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

    @ParameterizedTest
    @ValueSource(strings = {"/v1/video", "/v1/user", "/v1/batches", "/v1/watches", "/v1/watches/wat_1/replay"})
    void bodyOfMoreThan64KiBIsTooLarge(String path) {
        HttpResponse<String> response = gateway.post(path, " ".repeat(64 * KIB + 1));

        assertProblem(response, 413, "body-too-large");
    }

    @Test
    void bodyOf64KiBIsRead() {
        String body = "{\"url\":\"https://www.tiktok.com/@a/video/7000000000000000001\"}";

        HttpResponse<String> response = gateway.post("/v1/video", body + " ".repeat(64 * KIB - body.length()));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/video", "/v1/user", "/v1/batches", "/v1/watches", "/v1/watches/wat_1/replay"})
    void bodyWithoutContentTypeIsRefused(String path) {
        HttpResponse<String> response =
                gateway.send(gateway.request(path).POST(BodyPublishers.ofString("{\"subject\":\"1\"}")));

        assertProblem(response, 415, "not-json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void otherContentIsRefused(String contentType) {
        HttpResponse<String> response = gateway.send(gateway.request("/v1/video")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString("url=1")));

        assertThat(response.statusCode()).isIn(400, 415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"url\":\"a\"} {}",
                "{\"url\":\"a\",\"url\":\"b\"}",
                "nonsense",
                "[]",
                "null",
                "\"text\"",
                "{\"url\":NaN}"
            })
    void bodyThatIsNoJsonObjectIsInvalid(String body) {
        assertProblem(gateway.post("/v1/video", body), 400, "invalid-request");
    }

    @Test
    void deepBodyIsInvalid() {
        HttpResponse<String> response = gateway.post("/v1/watches", "[".repeat(17) + "]".repeat(17));

        assertProblem(response, 400, "invalid-request");
        assertThat(GatewayFixture.json(response).path("detail").textValue()).contains("16 levels");
    }

    @Test
    void wrongFieldsAreNamedByJsonPointers() {
        HttpResponse<String> response = gateway.post(
                "/v1/watches", "{\"subject\":7,\"kind\":\"song\",\"events\":[\"first\",\"never\"],\"sub/ject\":1}");

        assertProblem(response, 400, "invalid-request");
        JsonNode errors = GatewayFixture.json(response).path("errors");
        assertThat(errors.findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/subject", "/kind", "/events/1", "/sub~1ject");
        assertThat(errors.findValuesAsText("detail"))
                .allSatisfy(detail -> assertThat(detail).isNotEmpty());
    }

    @Test
    void missingFieldIsNamed() {
        HttpResponse<String> response = gateway.post("/v1/watches", "{\"kind\":\"video\"}");

        assertProblem(response, 400, "invalid-request");
        assertThat(GatewayFixture.json(response).path("errors").findValuesAsText("pointer"))
                .containsExactly("/subject");
    }

    @Test
    void repeatedParameterIsRefused() {
        HttpResponse<String> response = gateway.get("/v1/video?subject=1&subject=2");

        assertProblem(response, 400, "invalid-request");
        assertThat(GatewayFixture.json(response).path("errors").findValuesAsText("pointer"))
                .containsExactly("subject");
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = GatewayFixture.json(response);
        assertThat(problem.path("code").textValue()).isEqualTo(code);
        assertThat(problem.path("type").textValue()).isEqualTo("urn:cameltiktok:problem:" + code);
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotEmpty();
        assertThat(problem.path("detail").textValue()).isNotEmpty();
        assertThat(problem.path("retryable").isBoolean()).isTrue();
        assertThat(problem.path("requestId").textValue())
                .isEqualTo(response.headers().firstValue("Request-Id").orElseThrow());
    }
}
