package io.github.cameltiktok.gateway.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LookupApiTest {

    private static final Caller CALLER = LookupFixture.caller(null);

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @TempDir
    static Path folder;

    private static LookupFixture fixture;

    @BeforeAll
    static void start() {
        fixture = LookupFixture.at(sandbox.get(), folder).start();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect", "dumplingai", "peekalink"})
    void eachProviderFindsVideosAndCreators(String provider) {
        Reply video = get("findVideo", Map.of("subject", "7311111111111110001", "provider", provider));
        Reply user = get("findUser", Map.of("subject", "@another.cook", "provider", provider));

        assertThat(List.of(video.status(), user.status())).containsOnly(200);
        assertThat(LookupFixture.json(video).at("/id").asText()).isEqualTo("7311111111111110001");
        assertThat(LookupFixture.json(user).at("/handle").asText()).isEqualTo("another.cook");
        assertThat(LookupFixture.json(user).at("/source/provider").asText()).isEqualTo(provider);
        assertThat(video.headers())
                .containsEntry("TikTok-Provider", provider)
                .containsEntry("TikTok-Attempts", "1")
                .containsEntry("Content-Type", "application/json")
                .containsEntry("Vary", "Authorization, X-API-Key");
        assertThat(video.headers().get("TikTok-Cost"))
                .isEqualTo(
                        switch (provider) {
                            case "apidirect" -> "0.006 USD";
                            case "dumplingai" -> "10 credit";
                            default -> null;
                        });
        assertThat(sandbox.get().calls(provider)).isEqualTo(2);
    }

    @Test
    void recordIsWrittenAsTheComponentWritesIt() {
        Lookups.Result result = fixture.find(TikTokResource.VIDEO, "7311111111111110002");
        Reply reply = get("findVideo", Map.of("subject", "7311111111111110002"));

        assertThat(new String(LookupFixture.bytes(reply), StandardCharsets.UTF_8))
                .isEqualTo(TikTokJson.text(result.record()));
    }

    @Test
    void repeatedLookupIsFreeUnlessItHasToBeFresh() {
        Map<String, String> query = Map.of("subject", "7311111111111110003");
        get("findVideo", query);
        Reply cached = get("findVideo", query);

        assertThat(cached.headers()).containsEntry("TikTok-Attempts", "0").containsEntry("TikTok-Cost", "0 USD");
        assertThat(maxAge(cached)).isBetween(1, 600);

        Reply fresh = get("findVideo", Map.of("subject", "7311111111111110003", "fresh", "true"));

        assertThat(fresh.headers()).containsEntry("TikTok-Attempts", "1");
        assertThat(maxAge(fresh)).isZero();
        assertThat(sandbox.get().calls("apidirect")).isEqualTo(2);
    }

    @Test
    void unchangedRecordIsNotSentAgain() {
        Map<String, String> query = Map.of("subject", "@some.cook", "fresh", "true", "fields", "handle,bio,source");
        String tag = Objects.requireNonNull(get("findUser", query).headers().get("ETag"));

        for (String known : List.of(tag, "\"other\", " + tag, tag.substring(2), "*")) {
            Reply reply = fixture.call("findUser", LookupFixture.get(CALLER, query, Map.of("if-none-match", known)));

            assertThat(reply.status()).as(known).isEqualTo(304);
            assertThat(reply.body()).isNull();
            assertThat(reply.headers()).containsEntry("ETag", tag).containsKey("Cache-Control");
        }
        Reply other = fixture.call(
                "findUser",
                LookupFixture.get(
                        CALLER, Map.of("subject", "@some.cook", "fields", "handle"), Map.of("if-none-match", tag)));
        assertThat(other.status()).isEqualTo(200);
    }

    @Test
    void fieldsKeepTheirPlaces() {
        JsonNode record = LookupFixture.json(get(
                "findVideo",
                Map.of("subject", "7311111111111111111", "fields", " stats.plays,author.handle, hashtags")));

        assertThat(LookupFixture.names(record)).containsExactly("author", "stats", "hashtags");
        assertThat(LookupFixture.names(record.get("author"))).containsExactly("handle");
        assertThat(LookupFixture.names(record.get("stats"))).containsExactly("plays");
        assertThat(record.get("hashtags").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"url\":\"https://www.tiktok.com/@_/video/7311111111111111111\"}'",
        "'{\"video_id\":7311111111111111111,\"extra\":null}'",
        "'{\"videoId\":\"7311111111111111111\"}'"
    })
    void videoIsFoundByABody(String body) {
        Reply reply = fixture.call("findVideoByBody", LookupFixture.post(CALLER, Map.of(), Map.of(), body));

        assertThat(LookupFixture.json(reply).at("/id").asText()).isEqualTo("7311111111111111111");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"handle\":\"some.cook\"}", "{\"url\":\"https://www.tiktok.com/@some.cook\"}"})
    void creatorIsFoundByABody(String body) {
        Reply reply = fixture.call("findUserByBody", LookupFixture.post(CALLER, Map.of(), Map.of(), body));

        assertThat(LookupFixture.json(reply).at("/handle").asText()).isEqualTo("some.cook");
    }

    @Test
    void handleNeedsNoAtSign() {
        assertThat(LookupFixture.json(get("findUser", Map.of("subject", "some.cook")))
                        .at("/handle")
                        .asText())
                .isEqualTo("some.cook");
    }

    @Test
    void requestSourceComesFromBodyThenQueryThenHeaderThenKey() {
        Map<String, String> query = Map.of("requestSource", "QUERY", "fresh", "true", "provider", "dumplingai");
        Map<String, String> headers = Map.of("request-source", "HEADER");
        String subject = "{\"video_id\":\"7311111111111111111\"";

        fixture.call(
                "findVideoByBody",
                LookupFixture.post(CALLER, query, headers, subject + ",\"requestSource\":\"BODY\"}"));
        fixture.call("findVideoByBody", LookupFixture.post(CALLER, query, headers, subject + "}"));
        fixture.call(
                "findVideoByBody",
                LookupFixture.post(CALLER, Map.of("fresh", "true", "provider", "dumplingai"), headers, subject + "}"));
        fixture.call(
                "findVideoByBody",
                LookupFixture.post(CALLER, Map.of("fresh", "true", "provider", "dumplingai"), Map.of(), subject + "}"));

        // Dumpling AI gets the platform in its body.
        assertThat(sandbox.get().calls())
                .extracting(call ->
                        LookupFixture.json(call.body()).path("requestSource").asText())
                .containsExactly("BODY", "QUERY", "HEADER", "KEY_DEFAULT");
        assertThat(fixture.meters
                        .get(LookupMeters.CALLS)
                        .tags("caller", "team", "requestSource", "QUERY", "resource", "video")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "subject,       '',          subject is missing",
        "limit,         1,           'The query parameter ''limit'' is unknown'",
        "fresh,         yes,         fresh must be true or false",
        "fields,        stats.plaiz, 'stats.plays'",
        "requestSource, zapier,      requestSource must be 1 to 64"
    })
    void wrongParameterIsNamed(String name, String value, String reason) {
        Map<String, String> query =
                name.equals("subject") ? Map.of(name, value) : Map.of("subject", "7311111111111111111", name, value);
        ProblemException problem = fixture.problem("findVideo", LookupFixture.get(CALLER, query, Map.of()));

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(problem).hasMessageContaining(reason);
        assertThat(problem.errors()).singleElement().satisfies(error -> assertThat(error.pointer())
                .isEqualTo(name));
        assertThat(sandbox.get().calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'[]',                                                    JSON object",
        "'{}',                                                    nothing to look up",
        "'{\"video_id\":\"1\",\"provider\":\"x\"}',               provider is a query parameter",
        "'{\"video_id\":\"7311111111111111111\",\"url\":\"https://www.tiktok.com/@a.b/video/7311111111111111112\"}', ''"
    })
    void bodyNamesExactlyOneSubject(String body, String reason) {
        ProblemException problem =
                fixture.problem("findVideoByBody", LookupFixture.post(CALLER, Map.of(), Map.of(), body));

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(problem).hasMessageContaining(reason).hasMessageNotContaining("CamelTikTok");
        assertThat(sandbox.get().calls()).isEmpty();
    }

    private static Reply get(String operation, Map<String, String> query) {
        return fixture.call(operation, LookupFixture.get(CALLER, query, Map.of()));
    }

    private static int maxAge(Reply reply) {
        return Integer.parseInt(
                Objects.requireNonNull(reply.headers().get("Cache-Control")).replace("private, max-age=", ""));
    }
}
