package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.ProviderCall;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Results of several lookups in one route. {@link HeaderProvenanceTest} covers their subjects and providers. */
final class ConsecutiveLookupsTest {

    private static final String ID = "7000000000000000020";
    private static final String LINK = "https://www.tiktok.com/@growing.fast/video/" + ID;

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @AfterEach
    void removeLookups() throws Exception {
        camel.context().getRouteController().stopRoute("lookups");
        camel.context().removeRoute("lookups");
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void authorOfVideoIsLookedUpByDefault(OutputFormat format) throws Exception {
        for (String provider : new String[] {"apidirect", "dumplingai", "peekalink"}) {
            camel.sandbox().clearLog();
            String options = "?provider=" + provider + "&outputFormat=" + format;

            Exchange answer = run(LINK, lookups -> lookups.to("tiktok:video" + options)
                    .setProperty("author")
                    .header(TikTokHeaders.HANDLE)
                    .to("tiktok:user" + options));

            assertThat(answer.getMessage().getHeader(TikTokHeaders.HANDLE))
                    .isNotNull()
                    .isEqualTo(answer.getProperty("author"));
            assertThat(answer.getMessage().getHeader(TikTokHeaders.RESOURCE)).isEqualTo("user");
            assertThat(answer.getMessage().getHeader(TikTokHeaders.VIDEO_ID)).isNull();
            assertThat(camel.sandbox().calls())
                    .extracting(ProviderCall::resource)
                    .containsExactly("video", "user");
            removeLookups();
        }
    }

    @Test
    void requestSourceInBodyIsDefaultOfFollowingLookups() throws Exception {
        run("{\"url\":\"" + LINK + "\",\"requestSource\":\"MAKE_DOT_COM\"}", lookups -> lookups.to(
                        "tiktok:video?provider=dumplingai")
                .to("tiktok:user?provider=dumplingai")
                .to("tiktok:user?provider=dumplingai&requestSource=N8N"));

        assertThat(camel.sandbox().calls())
                .extracting(ProviderCall::body)
                .satisfiesExactly(
                        video -> assertThat(video).contains("MAKE_DOT_COM"),
                        user -> assertThat(user).contains("MAKE_DOT_COM"),
                        again -> assertThat(again).contains("N8N"));
    }

    @Test
    void contentTypeOfFirstResultIsRemovedFromRecord() throws Exception {
        Exchange answer = run(ID, lookups -> lookups.to("tiktok:video?provider=apidirect&outputFormat=json")
                .to("tiktok:video?provider=dumplingai"));

        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
    }

    @Test
    void headersOfFirstResultAreRemovedIfSecondHasNone() throws Exception {
        Exchange answer = run(LINK, lookups -> lookups.to("tiktok:video?provider=dumplingai")
                .process(exchange -> assertThat(exchange.getMessage().getHeaders())
                        .containsKeys(TikTokHeaders.RATE_LIMIT_LIMIT, TikTokHeaders.RATE_LIMIT_REMAINING))
                .to("tiktok:user?provider=apidirect"));

        assertThat(answer.getMessage().getHeaders())
                .doesNotContainKeys(
                        TikTokHeaders.RATE_LIMIT_LIMIT, TikTokHeaders.RATE_LIMIT_REMAINING, TikTokHeaders.VIDEO_ID);
    }

    @Test
    void failedLookupCanBeRepeatedAtAnotherProvider() throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lookups")
                        .routeId("lookups")
                        .doTry()
                        .to("tiktok:video?provider=apidirect&apiKey=fail-502-upstream_error")
                        .doCatch(TikTokUnavailableException.class)
                        .to("tiktok:video?provider=dumplingai")
                        .end();
            }
        });

        Exchange answer = camel.send("direct:lookups", LINK, Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("dumplingai");
        assertThat(camel.sandbox().calls().get(1).body()).contains(LINK, "ZAPIER");
    }

    private interface Steps {

        void addTo(RouteDefinition route);
    }

    private static Exchange run(Object body, Steps steps) throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.addTo(from("direct:lookups").routeId("lookups"));
            }
        });
        Exchange answer = camel.send("direct:lookups", body);
        assertThat(answer.getException()).isNull();
        return answer;
    }
}
