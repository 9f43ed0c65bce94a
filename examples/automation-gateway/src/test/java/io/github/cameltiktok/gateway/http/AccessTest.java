package io.github.cameltiktok.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameltiktok.gateway.GatewayFixture;
import io.github.cameltiktok.gateway.access.ApiKey;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Scope;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessTest {

    private static final String UNKNOWN = "ttg_0123456789abcdef_" + "x".repeat(32);

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
    @CsvSource({
        "/v1/video?subject=1",
        "/v1/user?subject=@a",
        "/v1/watches",
        "/v1/watches/wat_1",
        "/v1/events",
        "/v1/deliveries",
        "/v1/batches/bat_1",
        "/v1/me",
        "/v1/providers",
        "/v1/samples?kind=video"
    })
    void requestWithoutKeyIsUnauthorized(String path) {
        HttpResponse<String> response = gateway.send(gateway.anonymous(path));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"automation-gateway\"");
        assertThat(GatewayFixture.json(response).path("code").textValue()).isEqualTo("unauthorized");
        assertThat(response.headers().firstValue("RateLimit")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer %s, 200",
        "Authorization, bearer %s, 200",
        "X-API-Key, %s, 200",
        "Authorization, Basic %s, 401",
        "Authorization, %s, 401",
        "Authorization, Bearer %sx, 401",
        "X-API-Key, ttg_, 401"
    })
    void keyIsReadFromTwoHeaders(String header, String form, int status) {
        HttpResponse<String> response =
                gateway.send(gateway.anonymous("/v1/me").header(header, form.formatted(gateway.key())));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void unknownIdAndWrongSecretGetTheSameAnswer() {
        String wrongSecret = gateway.key().substring(0, gateway.key().length() - 32) + "x".repeat(32);

        assertThat(me(UNKNOWN).statusCode()).isEqualTo(401);
        assertThat(me(wrongSecret).statusCode()).isEqualTo(401);
        assertThat(detail(me(wrongSecret))).isEqualTo(detail(me(UNKNOWN)));
    }

    @Test
    void revokedKeyEnds() {
        ApiKey key = gateway.createKey(CallerSettings.defaults("revoked"));
        assertThat(me(key.text()).statusCode()).isEqualTo(200);

        gateway.database().now(handle -> KeyTable.revoke(handle, key.id(), Instant.now()));

        await().atMost(GatewayFixture.PATIENCE).until(() -> me(key.text()).statusCode() == 401);
    }

    @Test
    void keyCreatedByAnotherProcessWorks() {
        ApiKey key = gateway.database()
                .now(handle -> KeyTable.create(handle, CallerSettings.defaults("other"), Instant.now()));

        await().atMost(GatewayFixture.PATIENCE).until(() -> me(key.text()).statusCode() == 200);
    }

    @Test
    void keyNeedsTheScopeOfTheOperation() {
        String lookup = key("lookups-only", Scope.LOOKUP);
        String watch = key("watches-only", Scope.WATCH);

        assertThat(get("/v1/video?subject=7000000000000000001", lookup).statusCode())
                .isEqualTo(200);
        assertThat(get("/v1/watches", lookup).statusCode()).isEqualTo(403);
        assertThat(get("/v1/watches", watch).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = get("/v1/video?subject=7000000000000000001", watch);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(detail(refused)).isEqualTo("The operation needs the scope lookup, which the key does not have.");
        assertThat(me(lookup).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"/", "/docs", "/docs/swagger-ui.css", "/openapi.json", "/page/app.js"})
    void pageAndDocumentNeedNoKey(String path) {
        assertThat(gateway.send(gateway.anonymous(path)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/page/..%2fopenapi.yaml",
        "/page/%2e%2e/openapi.yaml",
        "/docs/pom.xml",
        "/page/none.js",
        "/v2/video",
        "/v1",
        "/observe/health"
    })
    void otherFilesAndPathsAreNotFound(String path) {
        assertThat(gateway.send(gateway.anonymous(path)).statusCode()).isEqualTo(404);
    }

    private static String key(String caller, Scope scope) {
        CallerSettings all = CallerSettings.defaults(caller);
        return gateway.createKey(new CallerSettings(
                        caller,
                        Set.of(scope),
                        all.requestsPerMinute(),
                        all.maxInFlight(),
                        all.callsPerDay(),
                        all.maxWatches(),
                        all.minCadence(),
                        all.callbackHosts(),
                        all.requestSource()))
                .text();
    }

    private static HttpResponse<String> me(String key) {
        return get("/v1/me", key);
    }

    private static HttpResponse<String> get(String path, String key) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", key));
    }

    private static @Nullable String detail(HttpResponse<String> response) {
        return GatewayFixture.json(response).path("detail").textValue();
    }
}
