package io.github.cameltiktok.pipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;

/** Responses of API Direct that take precedence over those of the sandbox. */
final class ApiDirectStubs {

    private ApiDirectStubs() {}

    /** Returns a failure of every lookup. */
    static MappingBuilder failure(int status, String code) {
        return get(urlPathEqualTo("/apidirect/v1/tiktok/video"))
                .willReturn(jsonResponse("{\"error\":\"Made up\",\"code\":\"" + code + "\"}", status));
    }

    /** Returns a failure of the lookups of one video. */
    static MappingBuilder failure(int status, String code, String videoId) {
        return failure(status, code).withQueryParam("video_id", equalTo(videoId));
    }
}
