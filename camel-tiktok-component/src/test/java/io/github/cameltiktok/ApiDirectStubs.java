package io.github.cameltiktok;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.cameltiktok.model.TikTokResource;

/** Responses of API Direct that override those of the sandbox. */
final class ApiDirectStubs {

    private ApiDirectStubs() {}

    /** Answers every lookup of this resource with status 404. */
    static MappingBuilder notFound(TikTokResource resource) {
        return get(urlPathEqualTo("/apidirect/v1/tiktok/" + resource.uriName()))
                .willReturn(jsonResponse("{\"error\":\"Not found\",\"code\":\"not_found\"}", 404));
    }
}
