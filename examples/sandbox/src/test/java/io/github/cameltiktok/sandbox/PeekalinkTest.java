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

class PeekalinkTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private Client client() {
        return new Client(sandbox.get());
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com/@zachking/video/6768504823336815877, peekalink-video.json",
        "https://www.tiktok.com/@khaby.lame, peekalink-user.json",
    })
    void documentedLinksReturnTheSamples(String link, String sample) {
        HttpResponse<byte[]> response = client().peekalink(link);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(Samples.read(sample));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void prefixIsAcceptedWithAndWithoutSlash(String path) {
        String body = Client.object("link", "https://www.tiktok.com/@some.cook");

        assertThat(Client.json(client().post("peekalink", path, body))
                        .get("type")
                        .textValue())
                .isEqualTo("TIKTOK_USER");
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com/@some.cook/video/7311111111111111111, TIKTOK_VIDEO, tiktokVideo",
        "https://www.tiktok.com/@some.cook, TIKTOK_USER, tiktokUser",
        "https://www.tiktok.com/tag/cats, PAGE, page",
        "https://www.tiktok.com/@some.cook/photo/7311111111111111111, PAGE, page",
        "https://example.org/, PAGE, page",
    })
    void linkDeterminesTheTypeOfTheAnswer(String link, String type, String object) {
        JsonNode preview = Client.json(client().peekalink(link));

        assertThat(preview.get("ok").booleanValue()).isTrue();
        assertThat(preview.get("type").textValue()).isEqualTo(type);
        assertThat(preview.get(object).isObject()).isTrue();
        assertThat(preview.has("tiktokVideo")).isEqualTo(object.equals("tiktokVideo"));
        assertThat(preview.has("tiktokUser")).isEqualTo(object.equals("tiktokUser"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.tiktok.com/@zachking/video/6768504823336815877, https://www.tiktok.com/@some.cook/video/7311111111111111111",
        "https://www.tiktok.com/@khaby.lame, https://www.tiktok.com/@linked.baker",
    })
    void answerHasEveryFieldOfTheSample(String sampleLink, String madeUpLink) {
        JsonNode sample = Client.json(client().peekalink(sampleLink));
        JsonNode madeUp = Client.json(client().peekalink(madeUpLink));

        assertFieldsOf(sample, madeUp, "");
    }

    private static void assertFieldsOf(JsonNode sample, JsonNode madeUp, String path) {
        sample.properties().forEach(field -> {
            String name = path + "/" + field.getKey();
            JsonNode value = madeUp.get(field.getKey());
            // A creator without a bio link has no url.
            if (!name.equals("/tiktokUser/url")) {
                assertThat(value).as(name).isNotNull();
                assertThat(value.getNodeType())
                        .as(name)
                        .isEqualTo(field.getValue().getNodeType());
                if (value.isObject()) {
                    assertFieldsOf(field.getValue(), value, name);
                }
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "https://vm.tiktok.com/ZMhKxyz/, TIKTOK_VIDEO, /video/",
        "https://www.tiktok.com/t/ZTuser9/, TIKTOK_USER, /@",
    })
    void shortLinkIsFollowed(String link, String type, String inFinalUrl) {
        JsonNode preview = Client.json(client().peekalink(link));

        assertThat(preview.get("type").textValue()).isEqualTo(type);
        assertThat(preview.get("url").textValue()).isEqualTo(link);
        assertThat(preview.get("redirected").booleanValue()).isTrue();
        assertThat(preview.get("redirectionCount").intValue()).isEqualTo(1);
        assertThat(preview.get("redirectionUrl").textValue()).contains(inFinalUrl);
        assertThat(preview.at("/redirectionTrail/0")).isEqualTo(preview.get("redirectionUrl"));
    }

    @Test
    void shortLinkLeadsToTheSameVideoAtEveryProvider() {
        String link = "https://vm.tiktok.com/ZMhKxyz/";

        String id = Client.json(client().apiDirectVideo("url", link))
                .at("/video/video_id")
                .textValue();

        assertThat(Client.json(client().dumplingVideo(link)).get("id").textValue())
                .isEqualTo(id);
        assertThat(Client.json(client().peekalink(link)).get("redirectionUrl").textValue())
                .endsWith("/video/" + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"link\":                                    | 400 | BAD_REQUEST",
                "{}                                            | 400 | BAD_REQUEST",
                "{\"link\": \"\"}                              | 400 | BAD_REQUEST",
                "{\"link\": \"https://a.org\", \"source\": 5}  | 400 | BAD_REQUEST",
                "{\"link\": \"no link\"}                       | 400 | LINK_INVALID_URL",
                "{\"link\": \"ftp://example.org/\"}            | 400 | LINK_INVALID_URL",
                "{\"link\": \"http://intranet/\"}              | 400 | LINK_IS_NOT_SUPPORTED",
                "{\"link\": \"https://vt.tiktok.com/dead9\"}   | 404 | NOT_FOUND",
                "{\"link\": \"https://www.tiktok.com/@not.found\"} | 404 | NOT_FOUND",
            })
    void invalidLinkIsRefused(String body, int status, String code) {
        assertError(client().post("peekalink", "/", body), status, code);
    }

    @Test
    void callWithoutValidKeyIsRefused() {
        HttpRequest keyless = HttpRequest.newBuilder(sandbox.get().baseUrl("peekalink"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        assertError(Client.send(keyless), 401, "NO_API_KEY");
        assertError(client().withKey("unknown-key").peekalink("https://example.org"), 401, "INVALID_API_KEY");
    }

    @Test
    void otherMethodThanPostIsRefused() {
        HttpRequest get = HttpRequest.newBuilder(URI.create(sandbox.get().baseUrl("peekalink") + "/"))
                .build();

        assertThat(Client.send(get).statusCode()).isEqualTo(405);
    }

    private static void assertError(HttpResponse<byte[]> response, int status, String code) {
        JsonNode body = Client.json(response);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(body.fieldNames()).toIterable().containsExactly("ok", "status", "error", "message", "details");
        assertThat(body.get("ok").booleanValue()).isFalse();
        assertThat(body.get("status").intValue()).isEqualTo(status);
        assertThat(body.get("error").textValue()).isEqualTo(code);
    }
}
