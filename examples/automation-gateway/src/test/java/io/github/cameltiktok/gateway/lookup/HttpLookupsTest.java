package io.github.cameltiktok.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookups and lists, as clients get them. */
class HttpLookupsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    static Path folder;

    private static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayFixture.in(folder).sandbox(sandbox.get()).start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void eachProviderFindsVideosAndCreators(String provider) {
        HttpResponse<String> video = gateway.get("/v1/video?subject=7311111111111111111&provider=" + provider);
        HttpResponse<String> user = gateway.post("/v1/user?provider=" + provider, "{\"handle\":\"some.cook\"}");

        assertThat(List.of(video.statusCode(), user.statusCode())).containsOnly(200);
        assertThat(GatewayFixture.json(video).at("/id").asText()).isEqualTo("7311111111111111111");
        assertThat(GatewayFixture.json(user).at("/handle").asText()).isEqualTo("some.cook");
        assertThat(user.headers().firstValue("TikTok-Provider")).hasValue(provider);
        assertThat(user.headers().firstValue("TikTok-Attempts")).hasValue("1");
        assertThat(user.headers().map()).doesNotContainKeys("camelTikTokProvider", "handle", "provider");
    }

    @Test
    void unchangedRecordIsNotSentAgain() {
        String path = "/v1/video?subject=https%3A%2F%2Fwww.tiktok.com%2F%40a.b%2Fvideo%2F7311111111111112222";
        HttpResponse<String> first = gateway.get(path);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = gateway.send(gateway.request(path).header("If-None-Match", tag));

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
        assertThat(again.headers().firstValue("TikTok-Attempts")).hasValue("0");
        assertThat(again.headers().firstValue("Cache-Control").orElseThrow()).matches("private, max-age=[1-9]\\d*");
    }

    @Test
    void selectedFieldsAreSent() {
        JsonNode record =
                GatewayFixture.json(gateway.get("/v1/user?subject=%40some.cook&fields=stats.followers,handle"));

        assertThat(record.toString()).isEqualTo("{\"handle\":\"some.cook\",\"stats\":{\"followers\":6234059}}");
    }

    @Test
    void absenceIsAnAnswerForPlatformsThatFailOnStatus404() {
        HttpResponse<String> missing = gateway.get("/v1/lookup?kind=video&subject=7000000000000000404");
        JsonNode present = GatewayFixture.json(gateway.get("/v1/lookup?kind=user&subject=%40khaby.lame&fields=handle"));

        assertThat(missing.statusCode()).isEqualTo(200);
        assertThat(GatewayFixture.json(missing).get("found").booleanValue()).isFalse();
        assertThat(GatewayFixture.json(missing).get("reason").asText()).contains("7000000000000000404");
        assertThat(present.toString()).isEqualTo("{\"found\":true,\"user\":{\"handle\":\"khaby.lame\"}}");
        assertThat(gateway.get("/v1/lookup?kind=video&subject=7000000000000000502")
                        .statusCode())
                .isEqualTo(502);
        assertThat(gateway.get("/v1/lookup?subject=7000000000000000404").statusCode())
                .isEqualTo(400);
    }

    @Test
    void metricsShowWhoSpends() {
        gateway.send(gateway.request("/v1/video?subject=7311111111111113333&fresh=true")
                .header("Request-Source", "ZAPIER"));

        PrometheusMeterRegistry registry =
                gateway.context().getRegistry().findSingleByType(PrometheusMeterRegistry.class);
        assertThat(registry.scrape())
                .contains("gateway_calls_total{caller=\"test\",requestSource=\"ZAPIER\",resource=\"video\"} 1.0");
    }

    @Test
    void accountListsAreFree() {
        JsonNode me = GatewayFixture.json(gateway.get("/v1/me"));

        assertThat(me.get("name").asText()).isEqualTo("test");
        assertThat(me.at("/budget/limit").asInt()).isEqualTo(1_000);
        assertThat(GatewayFixture.json(gateway.get("/v1/providers"))
                        .get(0)
                        .get("title")
                        .asText())
                .isEqualTo("API Direct");
        assertThat(GatewayFixture.json(gateway.get("/v1/fields?kind=user")).findValuesAsText("name"))
                .contains("stats.followers", "handle");
        assertThat(GatewayFixture.json(gateway.get("/v1/cadences?kind=user&provider=apidirect"))
                        .findValuesAsText("label"))
                .contains("Every 6 hours: 4 calls a day, $0.024 a day (API Direct)");
        assertThat(sandbox.get().calls()).isEmpty();
    }
}
