package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.gateway.GatewayFixture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiTest {

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
    void videoIsFound() {
        HttpResponse<String> response = gateway.get("/v1/video?subject=7000000000000000001");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(GatewayFixture.json(response).path("id").textValue()).isEqualTo("7000000000000000001");
    }

    @Test
    void unknownPathIsNotFound() {
        HttpResponse<String> response = gateway.get("/v1/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(GatewayFixture.json(response).path("code").textValue()).isEqualTo("not-found");
    }

    @Test
    void wrongMethodIsRefusedWithTheMethodsOfThePath() {
        HttpResponse<String> response = gateway.delete("/v1/video");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    }
}
