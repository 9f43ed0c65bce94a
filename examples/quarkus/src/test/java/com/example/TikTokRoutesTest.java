package com.example;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SpecialSubject;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.cloudevents.CloudEvent;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(SandboxResource.class)
class TikTokRoutesTest {

    private static final String VIDEO = "7516594811734854943";

    @Inject
    ProducerTemplate template;

    @Inject
    ConsumerTemplate consumer;

    @Test
    void videoIsServedAsJson() {
        get("/videos/" + VIDEO)
                .then()
                .statusCode(200)
                .body("author.handle", equalTo("tiktok"))
                .body("stats.plays", equalTo(18_912_653));
    }

    @Test
    void missingVideoIsStatus404() {
        get("/videos/" + SpecialSubject.NOT_FOUND.videoId()).then().statusCode(404);
    }

    @Test
    void recordConvertsToMap() {
        Map<?, ?> video = template.requestBody("direct:video", VIDEO, Map.class);

        assertThat(video.get("id")).isEqualTo(VIDEO);
    }

    @Test
    void secondLookupIsAnsweredFromTheCache() {
        String id = "7311111111111111111";
        template.requestBody("direct:video", id);

        Exchange second = template.request("direct:video", exchange -> exchange.getMessage().setBody(id));

        assertThat(second.getMessage().getHeader(TikTokHeaders.CACHE_HIT, Boolean.class)).isTrue();
    }

    @Test
    void nextProviderAnswersIfTheFirstFails() {
        TikTokVideo video =
                template.requestBody("tiktok:video?provider=peekalink,apidirect", VIDEO, TikTokVideo.class);

        assertThat(video.source().provider()).isEqualTo("apidirect");
    }

    @Test
    void firstPollEmitsCloudEvent() {
        Exchange event = consumer.receive("seda:events", 60_000);

        assertThat(event.getMessage().getHeader(CloudEvent.CAMEL_CLOUD_EVENT_TYPE))
                .isEqualTo("io.github.cameltiktok.user.first");
        assertThat(event.getMessage().getBody(String.class)).contains("\"handle\":\"tiktok\"");
    }

    @Test
    void lookupsAreMetered() {
        template.requestBody("direct:video", VIDEO);

        get("/q/metrics").then().statusCode(200).body(containsString("tiktok_lookups"));
    }
}
