package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumplingAiTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final String VIDEO_PATH = "/api/v1/get-tiktok-video";
    private static final String VIDEO = "https://www.tiktok.com/@some.cook/video/7311111111111111111";

    private Client client() {
        return new Client(sandbox.get());
    }

    @Test
    void documentedVideoReturnsTheSample() {
        HttpResponse<byte[]> response =
                client().dumplingVideo("https://www.tiktok.com/@username/video/7321234567890123456");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(Samples.read("dumplingai-video.json"));
        assertThat(Client.json(response).at("/stats/playCount").asLong()).isEqualTo(567_890);
    }

    @Test
    void videoHasEveryDocumentedField() {
        JsonNode sample =
                Client.json(client().dumplingVideo("https://www.tiktok.com/@username/video/7321234567890123456"));
        JsonNode madeUp = Client.json(client().dumplingVideo(VIDEO));

        assertFieldsOf(sample, madeUp, "");
        assertThat(madeUp.at("/author/uniqueId").textValue()).isEqualTo("some.cook");
    }

    private static void assertFieldsOf(JsonNode sample, JsonNode madeUp, String path) {
        sample.properties().forEach(field -> {
            String name = path + "/" + field.getKey();
            assertThat(madeUp.get(field.getKey())).as(name).isNotNull();
            assertThat(madeUp.get(field.getKey()).getNodeType())
                    .as(name)
                    .isEqualTo(field.getValue().getNodeType());
            if (field.getValue().isObject()) {
                assertFieldsOf(field.getValue(), madeUp.get(field.getKey()), name);
            }
        });
    }

    @Test
    void profileHasTheDocumentedFields() {
        JsonNode profile = Client.json(client().dumplingUser("Some.Cook"));

        assertThat(profile.get("user").fieldNames())
                .toIterable()
                .contains(
                        "id",
                        "shortId",
                        "uniqueId",
                        "nickname",
                        "avatarLarger",
                        "avatarMedium",
                        "avatarThumb",
                        "signature",
                        "createTime",
                        "verified",
                        "secUid",
                        "privateAccount",
                        "commerceUserInfo");
        assertThat(profile.get("stats").fieldNames())
                .toIterable()
                .contains("followerCount", "followingCount", "heartCount", "videoCount", "diggCount");
        assertThat(profile.at("/user/uniqueId").textValue()).isEqualTo("some.cook");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"url\": \"htt            | Invalid JSON in request body",
                "[]                         | Invalid JSON in request body",
                "{}                         | 'url' parameter is required and must be a non-empty string.",
                "{\"url\": \"\"}            | 'url' parameter is required and must be a non-empty string.",
                "{\"url\": 5}               | 'url' parameter is required and must be a non-empty string.",
                "{\"url\": \"no link\"}     | Invalid TikTok video URL format.",
                "{\"url\": \"https://example.org/@a.b/video/1\"} | Invalid TikTok video URL format.",
                "{\"url\": \"https://www.tiktok.com/@a.b\"} | Invalid TikTok video URL format.",
                "{\"url\": \"https://www.tiktok.com/@a.b/photo/1\"} | Invalid TikTok video URL format.",
                "{\"url\": \"https://vm.tiktok.com/USER1/\"} | The video service could not process the provided URL.",
            })
    void invalidVideoBodyIsRefusedWithTheDocumentedText(String body, String text) {
        assertError(client().dumpling(VIDEO_PATH, body), 400, text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                      | 'handle' parameter is required and must be a non-empty string.",
                "{\"handle\": \"@a.b\"}  | Invalid TikTok handle format.",
            })
    void invalidProfileBodyIsRefusedWithTheVideoPagesText(String body, String text) {
        assertError(client().dumpling("/api/v1/get-tiktok-profile", body), 400, text);
    }

    @Test
    void bodyWithoutJsonContentTypeIsRefused() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.get().baseUrl("dumplingai") + VIDEO_PATH))
                .header("Authorization", "Bearer " + sandbox.get().apiKey("dumplingai"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(Client.object("url", VIDEO)))
                .build();

        assertError(Client.send(request), 400, "Invalid JSON in request body");
    }

    @Test
    void notFoundErrorNamesTheUrl() {
        String url = "https://www.tiktok.com/@a.b/video/" + SpecialSubject.NOT_FOUND.videoId();

        assertError(client().dumplingVideo(url), 404, "TikTok video not found for URL: " + url);
        assertError(client().dumplingUser("not.found"), 404, "TikTok profile not found for handle: not.found");
        assertError(
                client().dumplingVideo("https://vt.tiktok.com/ZDead1/"),
                404,
                "TikTok video not found for URL: https://vt.tiktok.com/ZDead1/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Basic c2s6", "Bearer unknown-key"})
    void callWithoutValidKeyIsRefused(String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(sandbox.get().baseUrl("dumplingai") + VIDEO_PATH))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(Client.object("url", VIDEO)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        assertError(Client.send(request.build()), 401, "API key is invalid or missing.");
    }

    @Test
    void rateLimitHeadersCountDownWithEachSuccess() {
        HttpResponse<byte[]> first = client().dumplingVideo(VIDEO);
        HttpResponse<byte[]> refused = client().dumplingVideo("no link");
        HttpResponse<byte[]> second = client().dumplingUser("some.cook");

        assertThat(first.headers().firstValue("X-RateLimit-Limit")).hasValue("120");
        assertThat(refused.headers().firstValue("X-RateLimit-Remaining")).isEmpty();
        assertThat(second.headers().firstValueAsLong("X-RateLimit-Remaining").orElseThrow())
                .isEqualTo(first.headers()
                                .firstValueAsLong("X-RateLimit-Remaining")
                                .orElseThrow()
                        - 1);
    }

    @Test
    void otherMethodThanPostIsRefused() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.get().baseUrl("dumplingai") + VIDEO_PATH))
                .header("Authorization", "Bearer " + sandbox.get().apiKey("dumplingai"))
                .build();

        assertThat(Client.send(request).statusCode()).isEqualTo(405);
    }

    @Test
    void keyCheckIsNotBilled() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(sandbox.get().baseUrl("dumplingai") + "/api/v2/balance"))
                .header("Authorization", "Bearer " + sandbox.get().apiKey("dumplingai"))
                .build();

        assertThat(Client.send(request).statusCode()).isEqualTo(200);
        assertThat(sandbox.get().billedCalls("dumplingai")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9999, 9999", "10000, 10000", "18912653, 18900000", "999999, 999000", "1994967296, 1990000000"})
    void statsAreRoundedLikeTikToks(long exact, long rounded) {
        assertThat(DumplingAiJson.rounded(exact)).isEqualTo(rounded);
    }

    private static void assertError(HttpResponse<byte[]> response, int status, String text) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Client.json(response).get("error").textValue()).isEqualTo(text);
    }
}
