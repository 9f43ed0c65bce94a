package io.github.cameltiktok;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import io.github.cameltiktok.model.TikTokResource;

/** Answers of API Direct that go before the sandbox's own. */
final class Stubs {

    private Stubs() {}

    /** Whatever is asked for is not visible. */
    static MappingBuilder notFound(TikTokResource resource) {
        return get(urlPathEqualTo("/apidirect/v1/tiktok/" + resource.uriName()))
                .willReturn(jsonResponse("{\"error\":\"Not found\",\"code\":\"not_found\"}", 404));
    }
}
