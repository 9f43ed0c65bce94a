package io.github.cameltiktok.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Problems of lookups, as clients get them. */
class HttpProblemsTest {

    private static final String VIDEO = "/v1/video?subject=7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    Path folder;

    private GatewayFixture.Builder gateway(String apiDirect, String dumplingAi, String peekalink) {
        return GatewayFixture.in(folder)
                .sandbox(sandbox.get())
                .with("camel.component.tiktok.apidirect.api-key", apiDirect)
                .with("camel.component.tiktok.dumplingai.api-key", dumplingAi)
                .with("camel.component.tiktok.peekalink.api-key", peekalink);
    }

    @Test
    void callersMistakesAndLimitsAre4xx() {
        Clock evening = Clock.fixed(Instant.parse("2026-11-30T22:00:00Z"), ZoneOffset.UTC);
        try (GatewayFixture gateway = gateway("fail-404-not_found", "fail-503", "fail-401-NO_API_KEY")
                .clock(evening)
                .start()) {
            assertProblem(gateway.get("/v1/video?subject=two%20words"), 400, "invalid-request", false);
            assertProblem(gateway.get(VIDEO), 404, "not-visible", false);
            HttpResponse<String> limited = gateway.get(VIDEO + "&provider=dumplingai");
            assertProblem(limited, 429, "provider-rate-limited", true);
            assertThat(retryAfter(limited)).isPositive();
            // Not 401: platforms would ask for a new key of the gateway.
            HttpResponse<String> refused = gateway.get(VIDEO + "&provider=peekalink");
            assertProblem(refused, 502, "provider-credentials", false);
            assertThat(GatewayFixture.json(refused).get("provider").asText()).isEqualTo("peekalink");

            String poor = gateway.createKey(withBudget(0)).text();
            HttpResponse<String> exhausted = gateway.send(
                    gateway.anonymous("/v1/video?subject=7311111111111111119").header("X-API-Key", poor));
            assertProblem(exhausted, 429, "budget-exhausted", true);
            assertThat(retryAfter(exhausted)).isEqualTo(Duration.ofHours(2).toSeconds());
            HttpResponse<String> cached = gateway.send(gateway.anonymous(VIDEO).header("X-API-Key", poor));
            assertProblem(cached, 404, "not-visible", false);
        }
    }

    @Test
    void failuresOfTheProviderAre5xx() {
        try (GatewayFixture gateway = gateway("fail-402-insufficient_credit", "fail-502-unavailable", "fail-hang")
                .with("gateway.deadline", "5s")
                .start()) {
            assertProblem(gateway.get(VIDEO), 503, "provider-out-of-credit", true);
            for (int failures = 0; failures < 10; failures++) {
                assertProblem(gateway.get(VIDEO + "&provider=dumplingai"), 502, "provider-unavailable", true);
            }
            HttpResponse<String> paused = gateway.get(VIDEO + "&provider=dumplingai");
            assertProblem(paused, 503, "circuit-open", true);
            assertThat(retryAfter(paused)).isBetween(1L, 30L);
            assertProblem(gateway.get(VIDEO + "&provider=peekalink"), 504, "deadline", true);
        }
    }

    private static CallerSettings withBudget(int calls) {
        return new CallerSettings("poor", Set.of(Scope.LOOKUP), 120, 20, calls, 1, Duration.ofHours(1), Set.of(), null);
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, boolean retryable) {
        JsonNode problem = GatewayFixture.json(response);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("code").asText()).isEqualTo(code);
        assertThat(problem.get("type").asText()).isEqualTo("urn:cameltiktok:problem:" + code);
        assertThat(problem.get("retryable").asBoolean()).isEqualTo(retryable);
        assertThat(problem.get("requestId").asText())
                .isEqualTo(response.headers().firstValue("Request-Id").orElseThrow());
        assertThat(response.body())
                .doesNotContain("fail-")
                .doesNotContain("at io.github")
                .doesNotContain("ttg_");
    }

    private static long retryAfter(HttpResponse<String> response) {
        return response.headers().firstValueAsLong("Retry-After").orElseThrow();
    }
}
