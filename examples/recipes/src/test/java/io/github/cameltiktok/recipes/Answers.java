package io.github.cameltiktok.recipes;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** Changes the sandbox's answers as API Direct. */
final class Answers {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Answers() {}

    /** Changes the fields of a video, in API Direct's format, for all later calls. */
    static void change(Sandbox sandbox, String videoId, Consumer<ObjectNode> change) throws Exception {
        String answer = CLIENT.send(
                        HttpRequest.newBuilder(URI.create(
                                        sandbox.baseUrl("apidirect") + "/v1/tiktok/video?video_id=" + videoId))
                                .header("X-API-Key", sandbox.apiKey("apidirect"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        ObjectNode document = (ObjectNode) JSON.readTree(answer);
        change.accept((ObjectNode) document.get("video"));
        sandbox.wireMock()
                .stubFor(get(urlPathEqualTo("/apidirect/v1/tiktok/video"))
                        .withQueryParam("video_id", equalTo(videoId))
                        .willReturn(okJson(document.toString())));
    }

    static void plays(Sandbox sandbox, String videoId, long plays) throws Exception {
        change(sandbox, videoId, video -> video.put("play_count", plays));
    }
}
