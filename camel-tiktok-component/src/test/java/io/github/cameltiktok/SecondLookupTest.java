package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.ProviderCall;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several lookups in one route: the headers of the first answer are no questions to the second lookup. */
final class SecondLookupTest {

    private static final String ID = "7000000000000000020";
    private static final String OTHER_ID = "7321234567890123456";
    private static final String LINK = "https://www.tiktok.com/@growing.fast/video/" + ID;

    @RegisterExtension
    static final CamelInSandbox camel = new CamelInSandbox();

    @AfterEach
    void removeRoute() throws Exception {
        camel.context().getRouteController().stopRoute("lookups");
        camel.context().removeRoute("lookups");
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void theAuthorOfAVideoIsLookedUpByNamingNothingElse(OutputFormat format) throws Exception {
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
            removeRoute();
        }
    }

    @Test
    void theSameVideoIsLookedUpAtAnotherProviderByNamingNothingElse() throws Exception {
        run(ID, lookups -> lookups.to("tiktok:video?provider=apidirect&outputFormat=map")
                .to("tiktok:video?provider=dumplingai"));

        assertThat(camel.sandbox().calls("apidirect")).isEqualTo(1);
        assertThat(camel.sandbox().calls("dumplingai")).isEqualTo(1);
        assertThat(camel.sandbox().calls().get(1).body()).contains(ID);
    }

    @Test
    void anOptionOfTheSecondLookupGoesBeforeTheHeadersOfTheFirst() throws Exception {
        run(ID, lookups -> lookups.to("tiktok:video?provider=apidirect")
                .to("tiktok:video?provider=apidirect&videoId=" + OTHER_ID)
                .to("tiktok:user?provider=apidirect&handle=khaby.lame"));

        assertThat(camel.sandbox().calls())
                .extracting(ProviderCall::path)
                .containsExactly(
                        "/v1/tiktok/video?video_id=" + ID,
                        "/v1/tiktok/video?video_id=" + OTHER_ID,
                        "/v1/tiktok/user?username=khaby.lame");
    }

    @ParameterizedTest
    @ValueSource(strings = {OTHER_ID, "{\"video_id\":\"" + OTHER_ID + "\"}"})
    void aNewBodyGoesBeforeTheHeadersOfTheFirstLookup(String body) throws Exception {
        run(ID, lookups -> lookups.to("tiktok:video?provider=apidirect")
                .setBody()
                .constant(body)
                .to("tiktok:video?provider=apidirect"));

        assertThat(lastPath()).isEqualTo("/v1/tiktok/video?video_id=" + OTHER_ID);
    }

    @Test
    void aHeaderSetAfterTheFirstLookupIsAQuestion() throws Exception {
        run(ID, lookups -> lookups.to("tiktok:video?provider=apidirect")
                .setHeader(TikTokHeaders.VIDEO_ID)
                .constant(OTHER_ID)
                .to("tiktok:video?provider=apidirect&videoId=7321234567890123457"));

        assertThat(lastPath()).isEqualTo("/v1/tiktok/video?video_id=" + OTHER_ID);
    }

    @Test
    void theQuestionOfTheFirstLookupIsAnsweredAndNotAskedAgain() throws Exception {
        run(
                exchange -> exchange.getMessage().setHeader(TikTokHeaders.VIDEO_ID, ID),
                lookups -> lookups.to("tiktok:video?provider=apidirect").to("tiktok:user?provider=apidirect"));

        assertThat(camel.sandbox().calls()).extracting(ProviderCall::resource).containsExactly("video", "user");
    }

    @Test
    void theProviderOfTheFirstAnswerIsNotTheChoiceForTheSecond() throws Exception {
        Exchange answer = run(
                LINK, lookups -> lookups.to("tiktok:video?provider=apidirect").to("tiktok:user?provider=peekalink"));

        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("peekalink");
        assertThat(camel.sandbox().calls("apidirect")).isEqualTo(1);
        assertThat(camel.sandbox().calls("peekalink")).isEqualTo(1);
    }

    @Test
    void theProviderThatTheRouteChoseInAHeaderHoldsForAllItsLookups() throws Exception {
        run(
                exchange -> {
                    exchange.getMessage().setBody(LINK);
                    exchange.getMessage().setHeader(TikTokHeaders.PROVIDER, "dumplingai");
                },
                lookups -> lookups.to("tiktok:video?provider=apidirect")
                        .to("tiktok:user")
                        .to("tiktok:user?provider=apidirect"));

        assertThat(camel.sandbox().calls("dumplingai")).isEqualTo(3);
        assertThat(camel.sandbox().calls("apidirect")).isZero();
    }

    @Test
    void theRequestSourceInAHeaderHoldsForAllLookups() throws Exception {
        run(
                exchange -> {
                    exchange.getMessage().setBody(LINK);
                    exchange.getMessage().setHeader(TikTokHeaders.REQUEST_SOURCE, "ZAPIER");
                },
                lookups -> lookups.to("tiktok:video?provider=dumplingai&requestSource=N8N")
                        .to("tiktok:user?provider=dumplingai&requestSource=N8N"));

        assertThat(camel.sandbox().calls()).hasSize(2).allSatisfy(call -> assertThat(call.body())
                .contains("\"requestSource\":\"ZAPIER\""));
    }

    @Test
    void theRequestSourceInTheBodyHoldsForLookupsThatSayNothingElse() throws Exception {
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
    void theContentTypeOfTheFirstAnswerDoesNotStayOnARecord() throws Exception {
        Exchange answer = run(ID, lookups -> lookups.to("tiktok:video?provider=apidirect&outputFormat=json")
                .to("tiktok:video?provider=dumplingai"));

        assertThat(answer.getMessage().getHeader(Exchange.CONTENT_TYPE)).isNull();
    }

    @Test
    void aHeaderOfTheFirstAnswerThatTheSecondDoesNotKnowIsRemoved() throws Exception {
        Exchange answer = run(LINK, lookups -> lookups.to("tiktok:video?provider=dumplingai")
                .process(exchange -> assertThat(exchange.getMessage().getHeaders())
                        .containsKeys(TikTokHeaders.RATE_LIMIT_LIMIT, TikTokHeaders.RATE_LIMIT_REMAINING))
                .to("tiktok:user?provider=apidirect"));

        assertThat(answer.getMessage().getHeaders())
                .doesNotContainKeys(
                        TikTokHeaders.RATE_LIMIT_LIMIT, TikTokHeaders.RATE_LIMIT_REMAINING, TikTokHeaders.VIDEO_ID);
    }

    @Test
    void afterAFailureTheSameMessageCanBeAskedElsewhere() throws Exception {
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

        Exchange answer = camel.ask("direct:lookups", LINK, Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("dumplingai");
        assertThat(camel.sandbox().calls().get(1).body()).contains(LINK, "ZAPIER");
    }

    /** Adds steps to a route. */
    private interface Steps {

        void addTo(RouteDefinition route);
    }

    private static Exchange run(Object body, Steps steps) throws Exception {
        return run((Processor) exchange -> exchange.getMessage().setBody(body), steps);
    }

    private static Exchange run(Processor question, Steps steps) throws Exception {
        camel.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.addTo(from("direct:lookups").routeId("lookups"));
            }
        });
        Exchange answer = camel.ask("direct:lookups", question);
        assertThat(answer.getException()).isNull();
        return answer;
    }

    private static String lastPath() {
        return camel.sandbox().calls().get(camel.sandbox().calls().size() - 1).path();
    }
}
