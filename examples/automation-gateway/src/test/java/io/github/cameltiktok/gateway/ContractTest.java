package io.github.cameltiktok.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.api.OpenApiDocument;
import io.github.cameltiktok.gateway.api.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Causes each documented status of each operation, and compares the answers with the OpenAPI document. */
@TestMethodOrder(OrderAnnotation.class)
final class ContractTest {

    private static final String VIDEO = "7311111111111111111";
    private static final String TOO_LONG = "\"" + "x".repeat(70_000) + "\"";

    @TempDir
    static Path folder;

    private static final List<Endpoint> ENDPOINTS = new ArrayList<>();
    private static final Map<String, Set<Integer>> SEEN = new TreeMap<>();

    private static JsonNode document;
    private static GatewayFixture gateway;
    private static String lookupKey;
    private static String watchKey;

    /** An operation with an input that succeeds. */
    private record Endpoint(
            String id, String method, String path, @Nullable String body) {

        boolean hasBody() {
            return body != null;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        document = new ObjectMapper().readTree(OpenApiDocument.load().json("http://127.0.0.1"));
        gateway = GatewayFixture.in(folder).start();
        lookupKey = key("only-lookups", Set.of(Scope.LOOKUP), 1_000);
        watchKey = key("only-watches", Set.of(Scope.WATCH), 1_000);
        String watch = GatewayFixture.json(gateway.post(
                        "/v1/watches", "{\"subject\":\"@some.cook\",\"callbackUrl\":\"http://127.0.0.1:9/\"}"))
                .get("id")
                .asText();
        String batch = GatewayFixture.json(gateway.post("/v1/batches", "{\"subjects\":[\"" + VIDEO + "\"]}"))
                .get("id")
                .asText();
        gateway.post("/v1/watches/" + watch + "/test", "");
        String delivery = GatewayFixture.json(gateway.get("/v1/deliveries"))
                .at("/items/0/id")
                .asText();
        add("findVideo", "GET", "/v1/video?subject=" + VIDEO, null);
        add("findVideoByBody", "POST", "/v1/video", "{\"video_id\":\"" + VIDEO + "\"}");
        add("findUser", "GET", "/v1/user?subject=@some.cook", null);
        add("findUserByBody", "POST", "/v1/user", "{\"handle\":\"some.cook\"}");
        add("lookUp", "GET", "/v1/lookup?kind=video&subject=" + VIDEO, null);
        add("createBatch", "POST", "/v1/batches", "{\"subjects\":[\"" + VIDEO + "\"]}");
        add("getBatch", "GET", "/v1/batches/" + batch, null);
        add("getBatchResults", "GET", "/v1/batches/" + batch + "/results", null);
        add("createWatch", "POST", "/v1/watches", "{\"subject\":\"@some.cook\",\"every\":\"6h\"}");
        add("listWatches", "GET", "/v1/watches", null);
        add("getWatch", "GET", "/v1/watches/" + watch, null);
        add("changeWatch", "PATCH", "/v1/watches/" + watch, "{\"label\":\"other\"}");
        add("testWatch", "POST", "/v1/watches/" + watch + "/test", null);
        add("listWatchEvents", "GET", "/v1/watches/" + watch + "/events", null);
        add("replayWatch", "POST", "/v1/watches/" + watch + "/replay", "{\"state\":\"dead\"}");
        add("listEvents", "GET", "/v1/events", null);
        add("getSamples", "GET", "/v1/samples?kind=video&subject=" + VIDEO, null);
        add("listDeliveries", "GET", "/v1/deliveries", null);
        add("getDelivery", "GET", "/v1/deliveries/" + delivery, null);
        add("replayDelivery", "POST", "/v1/deliveries/" + delivery + "/replay", null);
        add("getMe", "GET", "/v1/me", null);
        add("listProviders", "GET", "/v1/providers", null);
        add("listFields", "GET", "/v1/fields?kind=video", null);
        add("listCadences", "GET", "/v1/cadences?kind=video", null);
        add("getOpenApi", "GET", "/openapi.json", null);
        String link = gateway.post("/v1/watches?location=unsubscribe", "{\"subject\":\"@khaby.lame\"}")
                .headers()
                .firstValue("Location")
                .orElseThrow();
        add("unsubscribe", "DELETE", URI.create(link).getPath(), null);
        add("deleteWatch", "DELETE", "/v1/watches/wat_gone", null);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static void add(String id, String method, String path, @Nullable String body) {
        ENDPOINTS.add(new Endpoint(id, method, path, body));
    }

    private static String key(String name, Set<Scope> scopes, int requestsPerMinute) {
        return gateway.createKey(new CallerSettings(
                        name, scopes, requestsPerMinute, 100, 1_000, 100, Duration.ofHours(1), Set.of(), null))
                .text();
    }

    @Test
    @Order(1)
    void everyOperationSucceedsAsDocumented() {
        for (Endpoint endpoint : ENDPOINTS) {
            HttpResponse<String> answer = send(endpoint, gateway.request(endpoint.path()));
            assertThat(answer.statusCode())
                    .as(endpoint.id() + ": " + answer.body())
                    .isBetween(200, 299);
        }
    }

    @Test
    @Order(2)
    void streamsAreDocumentedTypes() {
        HttpResponse<String> lines =
                send(endpoint("createBatch"), gateway.request("/v1/batches").header("Accept", "application/x-ndjson"));

        assertThat(lines.statusCode()).isEqualTo(200);
        assertThat(lines.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    }

    @Test
    @Order(3)
    void callersWithoutRightsAreRefused() {
        for (Endpoint endpoint : documented(401)) {
            expect(401, endpoint, gateway.anonymous(endpoint.path()));
        }
        for (Endpoint endpoint : documented(403)) {
            HttpResponse<String> asLooker = send(endpoint, authorized(endpoint, lookupKey));
            HttpResponse<String> asWatcher = send(endpoint, authorized(endpoint, watchKey));
            assertThat(Set.of(asLooker.statusCode(), asWatcher.statusCode()))
                    .as(endpoint.id())
                    .contains(403);
        }
    }

    @Test
    @Order(4)
    void wrongBodiesAndParametersAreRefused() {
        for (Endpoint endpoint : documented(413)) {
            expect(413, endpoint, gateway.request(endpoint.path()), TOO_LONG);
            expect(415, endpoint, gateway.request(endpoint.path()).header("Content-Type", "text/plain"), "x");
            expect(400, endpoint, json(endpoint), "[]");
        }
        for (Endpoint endpoint : documented(400)) {
            if (!endpoint.hasBody() && !endpoint.id().equals("testWatch")) {
                String wrong = endpoint.path().split("\\?")[0]
                        + "?limit=0&wait=x&kind=x&configured=x&subject=https://example.com/";
                expect(400, endpoint, gateway.request(wrong));
            }
        }
    }

    @Test
    @Order(5)
    void watchWithoutPollsTakesNoTest() {
        Endpoint test = endpoint("testWatch");
        String id = GatewayFixture.json(gateway.post("/v1/watches", "{\"subject\":\"@khaby.lame\"}"))
                .get("id")
                .asText();
        gateway.database().now(handle -> handle.execute("UPDATE watch SET state = 'disabled' WHERE id = ?", id));

        expect(400, test, gateway.request("/v1/watches/" + id + "/test"));
    }

    @Test
    @Order(5)
    void unknownResourcesAreNotFound() {
        for (Endpoint endpoint : documented(404)) {
            String path = endpoint.path()
                    .replaceFirst("/(wat|bat|dlv)_[^/?]+", "/$1_unknown")
                    .replaceFirst("/unsubscribe/.*", "/unsubscribe/unknown")
                    .replace(VIDEO, "7000000000000000404")
                    .replace("some.cook", "not.found");
            String body = endpoint.hasBody()
                    ? endpoint.body().replace(VIDEO, "7000000000000000404").replace("some.cook", "not.found")
                    : "";
            expect(404, endpoint, json(endpoint, path), body);
        }
    }

    @Test
    @Order(6)
    void knownRecordIsNotSentAgain() {
        for (Endpoint endpoint : documented(304)) {
            String tag = send(endpoint, gateway.request(endpoint.path()))
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            expect(304, endpoint, json(endpoint).header("If-None-Match", tag), body(endpoint));
        }
    }

    @Test
    @Order(7)
    void repeatedRequestsConflict() {
        for (String id : List.of("createBatch", "createWatch")) {
            Endpoint endpoint = endpoint(id);
            HttpRequest.Builder first = json(endpoint).header("Idempotency-Key", "key-" + id);
            send(endpoint, first);
            expect(422, endpoint, json(endpoint).header("Idempotency-Key", "key-" + id), body(endpoint) + " ");
        }
        expect(422, endpoint("changeWatch"), json(endpoint("changeWatch")), "{\"every\":\"10m\"}");
    }

    @Test
    @Order(8)
    void keysAreLimited() {
        for (Endpoint endpoint : documented(429)) {
            String once = key("limited-" + endpoint.id(), Set.of(Scope.LOOKUP, Scope.WATCH), 1);
            send(endpoint, authorized(endpoint, once));
            expect(429, endpoint, authorized(endpoint, once), body(endpoint));
        }
    }

    @Test
    @Order(9)
    void failuresOfTheProviderAreToldApart() throws IOException {
        for (Map.Entry<Integer, String> failure : Map.of(
                        502, "fail-401-invalid_api_key", 503, "fail-402-insufficient_credit")
                .entrySet()) {
            try (GatewayFixture failing = GatewayFixture.in(
                            Files.createDirectory(folder.resolve("f" + failure.getKey())))
                    .provider("apidirect", failure.getValue())
                    .start()) {
                for (Endpoint endpoint : documented(failure.getKey())) {
                    HttpResponse<String> answer = send(endpoint, failing.request(endpoint.path()));
                    assertThat(answer.statusCode()).as(endpoint.id()).isEqualTo(failure.getKey());
                }
            }
        }
        try (GatewayFixture slow = GatewayFixture.in(Files.createDirectory(folder.resolve("slow")))
                .provider("apidirect", "fail-hang")
                .with("gateway.deadline", "1s")
                .start()) {
            for (Endpoint endpoint : documented(504)) {
                assertThat(send(endpoint, slow.request(endpoint.path())).statusCode())
                        .as(endpoint.id())
                        .isEqualTo(504);
            }
        }
    }

    @Test
    @Order(20)
    void everyDocumentedStatusWasSeen() {
        Map<String, Set<Integer>> missing = new TreeMap<>();
        OpenApiDocument.load().statuses().forEach((operation, statuses) -> {
            Set<Integer> unseen = new TreeSet<>(statuses);
            unseen.removeAll(SEEN.getOrDefault(operation, Set.of()));
            // A request that is still running: IdempotencyTest.
            unseen.remove(409);
            if (!unseen.isEmpty()) {
                missing.put(operation, unseen);
            }
        });
        assertThat(missing).as("documented, but not seen").isEmpty();
    }

    @Test
    @Order(21)
    void everyDocumentedOperationIsServed() {
        assertThat(ENDPOINTS)
                .extracting(Endpoint::id)
                .containsExactlyInAnyOrderElementsOf(
                        OpenApiDocument.load().statuses().keySet());
    }

    private static Endpoint endpoint(String id) {
        return ENDPOINTS.stream()
                .filter(endpoint -> endpoint.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<Endpoint> documented(int status) {
        Map<String, Set<Integer>> statuses = OpenApiDocument.load().statuses();
        return ENDPOINTS.stream()
                .filter(endpoint -> statuses.get(endpoint.id()).contains(status))
                .toList();
    }

    private static HttpRequest.Builder authorized(Endpoint endpoint, String key) {
        return gateway.anonymous(endpoint.path()).header("X-API-Key", key);
    }

    private static HttpRequest.Builder json(Endpoint endpoint) {
        return json(endpoint, endpoint.path());
    }

    private static HttpRequest.Builder json(Endpoint endpoint, String path) {
        HttpRequest.Builder request = gateway.request(path);
        return endpoint.hasBody() ? request.header("Content-Type", "application/json") : request;
    }

    private static String body(Endpoint endpoint) {
        return endpoint.body() == null ? "" : endpoint.body();
    }

    private static void expect(int status, Endpoint endpoint, HttpRequest.Builder request) {
        expect(status, endpoint, request, body(endpoint));
    }

    private static void expect(int status, Endpoint endpoint, HttpRequest.Builder request, String body) {
        HttpResponse<String> answer = exchange(endpoint, request, body);
        assertThat(answer.statusCode()).as(endpoint.id() + ": " + answer.body()).isEqualTo(status);
    }

    private static HttpResponse<String> send(Endpoint endpoint, HttpRequest.Builder request) {
        return exchange(endpoint, request, body(endpoint));
    }

    private static HttpResponse<String> exchange(Endpoint endpoint, HttpRequest.Builder request, String body) {
        HttpRequest built = request.copy().build();
        if (endpoint.hasBody() && built.headers().firstValue("Content-Type").isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        HttpResponse<String> answer = gateway.send(request.method(
                endpoint.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
        SEEN.computeIfAbsent(endpoint.id(), id -> new TreeSet<>()).add(answer.statusCode());
        checkBody(endpoint, answer);
        return answer;
    }

    private static void checkBody(Endpoint endpoint, HttpResponse<String> answer) {
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.endsWith("json")) {
            return;
        }
        String schemaPath = "/content/" + type.replace("/", "~1") + "/schema";
        JsonNode schema = resolve(resolve(responses(endpoint).path(Integer.toString(answer.statusCode())))
                .at(schemaPath));
        assertThat(schema.isMissingNode())
                .as("%s documents %s with %s", endpoint.id(), answer.statusCode(), type)
                .isFalse();
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(whole)
                        .validate(GatewayFixture.json(answer)))
                .as("%s %s: %s", endpoint.id(), answer.statusCode(), answer.body())
                .isEmpty();
    }

    private static JsonNode responses(Endpoint endpoint) {
        for (JsonNode path : document.get("paths")) {
            JsonNode operation = path.path(endpoint.method().toLowerCase(Locale.ROOT));
            if (operation.path("operationId").asText().equals(endpoint.id())) {
                return operation.get("responses");
            }
        }
        throw new IllegalArgumentException(endpoint.id());
    }

    private static JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
