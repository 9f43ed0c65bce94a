package io.github.cameltiktok.pipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;

/** Answers of API Direct that go before the sandbox's own. */
final class Stubs {

    private Stubs() {}

    /** Whatever is asked for fails. */
    static MappingBuilder failure(int status, String code) {
        return get(urlPathEqualTo("/apidirect/v1/tiktok/video"))
                .willReturn(jsonResponse("{\"error\":\"Made up\",\"code\":\"" + code + "\"}", status));
    }

    /** One video fails. */
    static MappingBuilder failure(int status, String code, String videoId) {
        return failure(status, code).withQueryParam("video_id", equalTo(videoId));
    }
}
