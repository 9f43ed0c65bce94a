package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every provider, resource and output format in a route, over real sockets. */
final class LookupMatrixTest extends CamelTestSupport {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addComponent("tiktok", SandboxComponents.create(sandbox.get()));
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lookup")
                        .toD("tiktok:${header.resource}?provider=${header.provider}&outputFormat=${header.format}")
                        .to("mock:found");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "apidirect, video, https://www.tiktok.com/@tiktok/video/7516594811734854943, true",
        "dumplingai, video, https://www.tiktok.com/@username/video/7321234567890123456, true",
        "peekalink, video, https://www.tiktok.com/@zachking/video/6768504823336815877, true",
        "peekalink, user, https://www.tiktok.com/@khaby.lame, true",
        // The providers do not document an example of these two.
        "apidirect, user, https://www.tiktok.com/@khaby.lame, false",
        "dumplingai, user, https://www.tiktok.com/@khaby.lame, false",
    })
    void formatsOfSameLookupAreEquivalent(String provider, String resource, String link, boolean isDocumented)
            throws Exception {
        TikTokRecord record = (TikTokRecord) found(provider, resource, "pojo", link, null);
        JsonNode map = mapper.valueToTree(found(provider, resource, "map", link, null));
        JsonNode json = mapper.readTree((String) found(provider, resource, "json", link, "application/json"));
        JsonNode raw = mapper.readTree((byte[]) found(provider, resource, "raw", link, "application/json"));

        assertThat(record).isExactlyInstanceOf(resource.equals("video") ? TikTokVideo.class : TikTokUser.class);
        assertThat(record.source().provider()).isEqualTo(provider);
        assertThat(json.path("url").textValue()).isEqualTo(link);
        assertThat(withoutVolatileFields(json))
                .isEqualTo(withoutVolatileFields(mapper.readTree(TikTokJson.text(record))))
                .isEqualTo(withoutVolatileFields(mapper.readTree(map.toString())));
        if (isDocumented) {
            assertThat(withoutTime(json)).isEqualTo(withoutTime(resource(provider, resource + ".expected.json")));
            assertThat(raw).isEqualTo(resource(provider, resource + ".json"));
        }
        assertThat(raw).isNotEmpty();
        assertThat(sandbox.get().billedCalls(provider)).isEqualTo(4);
    }

    private Object found(String provider, String resource, String format, String link, @Nullable String contentType)
            throws InterruptedException {
        MockEndpoint found = getMockEndpoint("mock:found");
        found.reset();
        found.expectedMessageCount(1);
        found.expectedHeaderReceived(TikTokHeaders.PROVIDER, provider);
        template.sendBodyAndHeaders(
                "direct:lookup", link, Map.of("resource", resource, "provider", provider, "format", format));
        found.assertIsSatisfied();
        Message message = found.getExchanges().get(0).getMessage();
        assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo(contentType);
        return message.getBody();
    }

    private static JsonNode withoutTime(JsonNode json) {
        JsonNode copy = json.deepCopy();
        assertThat(Instant.parse(copy.at("/source/retrievedAt").textValue())).isAfter("2026-01-01T00:00:00Z");
        ((ObjectNode) copy.path("source")).remove("retrievedAt");
        return copy;
    }

    /** Removes time, request id and signed media URLs, which differ in every response. */
    private static JsonNode withoutVolatileFields(JsonNode json) {
        ObjectNode copy = json.deepCopy();
        copy.remove("media");
        copy.findParents("retrievedAt")
                .forEach(source -> ((ObjectNode) source).remove(List.of("retrievedAt", "requestId")));
        copy.findParents("expiresAt").forEach(image -> ((ObjectNode) image).remove(List.of("expiresAt", "url")));
        copy.findParents("urlExpiresAt")
                .forEach(music -> ((ObjectNode) music).remove(List.of("urlExpiresAt", "url", "coverUrl")));
        return copy;
    }

    private JsonNode resource(String provider, String name) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("provider/" + provider + "/" + name)) {
            return mapper.readTree(file);
        }
    }
}
