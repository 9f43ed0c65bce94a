package io.github.cameltiktok.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiDirectTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private static final String SAMPLE_ID = "7516594811734854943";

    private Client client() {
        return new Client(sandbox.get());
    }

    @ParameterizedTest
    @CsvSource({
        "video_id, 7516594811734854943",
        "url, https://www.tiktok.com/@tiktok/video/7516594811734854943",
        "url, tiktok.com/@tiktok/video/7516594811734854943?is_from_webapp=1",
    })
    void documentedVideoReturnsTheSample(String parameter, String value) {
        HttpResponse<byte[]> response = client().apiDirectVideo(parameter, value);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).isEqualTo(Samples.read("apidirect-video.json"));
        assertThat(Client.json(response).at("/video/play_count").asLong()).isEqualTo(18_912_653);
    }

    @Test
    void videoHasEveryDocumentedField() {
        JsonNode sample =
                Client.json(client().apiDirectVideo("video_id", SAMPLE_ID)).get("video");
        JsonNode madeUp = Client.json(client().apiDirectVideo("video_id", "7311111111111111111"))
                .get("video");

        assertThat(madeUp.fieldNames()).toIterable().containsExactlyElementsOf(() -> sample.fieldNames());
        for (String field : (Iterable<String>) sample::fieldNames) {
            assertThat(madeUp.get(field).getNodeType())
                    .as(field)
                    .isEqualTo(sample.get(field).getNodeType());
        }
    }

    @Test
    void creatorHasEveryDocumentedField() {
        JsonNode user =
                Client.json(client().apiDirectUser("username", "@Some.Cook")).get("user");

        assertThat(user.fieldNames())
                .toIterable()
                .containsExactly(
                        "username",
                        "nickname",
                        "user_id",
                        "sec_uid",
                        "bio",
                        "bio_link",
                        "verified",
                        "is_private",
                        "followers",
                        "following",
                        "likes",
                        "video_count",
                        "videos_liked",
                        "avatar",
                        "avatar_hd",
                        "date_joined",
                        "date_joined_timestamp",
                        "instagram_username",
                        "twitter_id",
                        "youtube_channel_id",
                        "youtube_channel_title",
                        "url");
        assertThat(user.get("username").textValue()).isEqualTo("some.cook");
    }

    @Test
    void creatorRequestedByIdHasThatId() {
        JsonNode user = Client.json(client().apiDirectUser("user_id", "107955")).get("user");

        assertThat(user.get("user_id").textValue()).isEqualTo("107955");
    }

    @Test
    void profileUrlReturnsItsCreator() {
        JsonNode user = Client.json(client().apiDirectUser("url", "https://www.tiktok.com/@some.cook?lang=en"))
                .get("user");

        assertThat(user.get("username").textValue()).isEqualTo("some.cook");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/tiktok/video", "/v1/tiktok/video?url=&video_id=", "/v1/tiktok/user"})
    void callWithoutSubjectIsMissingAParameter(String target) {
        assertError(client().apiDirect(target), 400, "missing_parameter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/tiktok/video?url=https://www.tiktok.com/@a.b/video/1&video_id=1",
                "/v1/tiktok/video?video_id=12a4",
                "/v1/tiktok/video?video_id=0000",
                "/v1/tiktok/video?video_id=12345678901234567890123456",
                "/v1/tiktok/video?url=https://example.org/@a.b/video/1",
                "/v1/tiktok/video?url=https://www.tiktok.com/@a.b",
                "/v1/tiktok/video?url=https://www.tiktok.com/@a.b/photo/7311111111111111111",
                "/v1/tiktok/user?username=a.b&user_id=1",
                "/v1/tiktok/user?username=a%20b",
                "/v1/tiktok/user?user_id=a",
                "/v1/tiktok/user?user_id=123456789012345678901",
                "/v1/tiktok/user?url=https://www.tiktok.com/a.b",
            })
    void invalidParameterIsRefused(String target) {
        assertError(client().apiDirect(target), 400, "invalid_parameter");
    }

    @ParameterizedTest
    @CsvSource({"500, 200", "501, 400"})
    void urlLongerThan500CharactersIsRefused(int length, int status) {
        String url = "https://www.tiktok.com/@a.b/video/7311111111111111111?t=";

        HttpResponse<byte[]> response = client().apiDirectVideo("url", url + "x".repeat(length - url.length()));

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"100, 404, not_found", "101, 400, invalid_parameter"})
    void usernameLongerThan100CharactersIsRefused(int length, int status, String code) {
        assertError(client().apiDirectUser("username", "x".repeat(length)), status, code);
    }

    @Test
    void callWithoutKeyIsRefused() {
        URI address = URI.create(sandbox.get().baseUrl("apidirect") + "/v1/tiktok/video?video_id=1");

        assertError(Client.send(HttpRequest.newBuilder(address).build()), 401, "missing_api_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-key", "fail-418-teapot"})
    void unknownKeyIsRefused(String key) {
        assertError(client().withKey(key).apiDirectVideo("video_id", "1"), 401, "invalid_api_key");
    }

    @Test
    void otherMethodThanGetIsRefused() {
        HttpResponse<byte[]> response = client().post("apidirect", "/v1/tiktok/video", "{}");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @Test
    void keyCheckIsNotBilled() {
        assertThat(client().apiDirect("/v1/time").statusCode()).isEqualTo(200);
        assertError(client().withKey("unknown-key").apiDirect("/v1/time"), 401, "invalid_api_key");

        assertThat(sandbox.get().calls("apidirect")).isEqualTo(2);
        assertThat(sandbox.get().billedCalls("apidirect")).isZero();
    }

    @Test
    void unknownPathHasNoNotFoundCode() {
        HttpResponse<byte[]> response = client().apiDirect("/v1/tiktok/videos");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Client.json(response).has("code")).isFalse();
    }

    @Test
    void everyFormOfVideoLinkIsAccepted() {
        List<String> links = List.of(
                "https://www.tiktok.com/@/video/7311111111111111111",
                "https://m.tiktok.com/v/7311111111111111111.html",
                "https://www.tiktok.com/embed/v2/7311111111111111111");

        assertThat(links).allSatisfy(link -> assertThat(Client.json(client().apiDirectVideo("url", link))
                        .at("/video/video_id")
                        .textValue())
                .isEqualTo("7311111111111111111"));
    }

    private static void assertError(HttpResponse<byte[]> response, int status, String code) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(Client.json(response).get("code").textValue()).isEqualTo(code);
        assertThat(Client.json(response).get("error").textValue()).isNotBlank();
    }
}
