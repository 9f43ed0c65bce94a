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
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All three providers and both resources in a route, over real sockets, in all output formats. */
final class SixCombinationsTest extends CamelTestSupport {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final ObjectMapper mapper = new ObjectMapper();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addComponent("tiktok", SandboxRoutes.component(sandbox.get()));
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
        // Of these two no provider's page shows an answer.
        "apidirect, user, https://www.tiktok.com/@khaby.lame, false",
        "dumplingai, user, https://www.tiktok.com/@khaby.lame, false",
    })
    void eachProviderAnswersForEachResourceInEachFormat(
            String provider, String resource, String link, boolean isDocumented) throws Exception {
        TikTokRecord record = (TikTokRecord) found(provider, resource, "pojo", link);
        JsonNode json = mapper.readTree((String) found(provider, resource, "json", link));
        JsonNode map = mapper.valueToTree(found(provider, resource, "map", link));
        byte[] raw = (byte[]) found(provider, resource, "raw", link);

        assertThat(record).isInstanceOf(resource.equals("video") ? TikTokVideo.class : TikTokUser.class);
        assertThat(record.source().provider()).isEqualTo(provider);
        assertThat(json.path("url").textValue()).isEqualTo(link);
        assertThat(json.path("stats"))
                .isNotEmpty()
                .isEqualTo(mapper.readTree(TikTokJson.text(record)).path("stats"))
                .isEqualTo(mapper.readTree(map.toString()).path("stats"));
        if (isDocumented) {
            JsonNode expected = withoutTime(resource(provider, resource + ".expected.json"));
            assertThat(withoutTime(json)).isEqualTo(expected);
            assertThat(withoutTime(mapper.readTree(TikTokJson.text(record)))).isEqualTo(expected);
            assertThat(withoutTime(mapper.readTree(map.toString()))).isEqualTo(expected);
            assertThat(mapper.readTree(raw)).isEqualTo(resource(provider, resource + ".json"));
        }
        assertThat(sandbox.get().billedCalls(provider)).isEqualTo(4);
    }

    private Object found(String provider, String resource, String format, String link) throws InterruptedException {
        MockEndpoint found = getMockEndpoint("mock:found");
        found.reset();
        found.expectedMessageCount(1);
        found.expectedHeaderReceived(TikTokHeaders.PROVIDER, provider);
        template.sendBodyAndHeaders(
                "direct:lookup", link, Map.of("resource", resource, "provider", provider, "format", format));
        found.assertIsSatisfied();
        return found.getExchanges().get(0).getMessage().getBody();
    }

    /** The time of the answer is the only thing that differs from run to run. */
    private static JsonNode withoutTime(JsonNode json) {
        JsonNode copy = json.deepCopy();
        assertThat(Instant.parse(copy.at("/source/retrievedAt").textValue())).isAfter("2026-01-01T00:00:00Z");
        ((ObjectNode) copy.path("source")).remove("retrievedAt");
        return copy;
    }

    private JsonNode resource(String provider, String name) throws IOException {
        try (InputStream file = getClass().getResourceAsStream("provider/" + provider + "/" + name)) {
            return mapper.readTree(file);
        }
    }
}
