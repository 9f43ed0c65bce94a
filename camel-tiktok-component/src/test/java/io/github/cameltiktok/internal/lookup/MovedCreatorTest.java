package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.peekalink.Peekalink;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Peekalink reports that the requested handle redirects to a new one. */
final class MovedCreatorTest {

    private static final String ASKED = "https://www.tiktok.com/@khaby.lame";
    private static final String NOW = "https://www.tiktok.com/@khaby.official";

    private final AtomicReference<String> answer = new AtomicReference<>(preview(true, NOW));
    private final RawHttpServer server =
            RawHttpServer.start((request, connection) -> connection.write(RawHttpServer.json(200, answer.get())));
    private final EngineFixture fixture = new EngineFixture();
    private final LookupSettings settings =
            LookupSettings.to(server.uri()).provider(new Peekalink()).retries(3, 1);

    @AfterEach
    void stop() {
        fixture.close();
        server.close();
    }

    private static String preview(boolean redirected, String leadsTo) {
        return "{\"ok\":true,\"type\":\"TIKTOK_USER\",\"url\":\"" + ASKED + "\",\"redirected\":" + redirected
                + ",\"redirectionUrl\":\"" + leadsTo + "\",\"tiktokUser\":{\"name\":\"Khaby\"}}";
    }

    @Test
    void movedCreatorIsFoundWithOneCall() throws Exception {
        Found<TikTokUser> found = EngineFixture.found(fixture.find(settings));

        assertThat(found.record().handle()).isEqualTo("khaby.official");
        assertThat(found.movedFrom()).isEqualTo("khaby.lame");
        assertThat(found.calls()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void movedCreatorIsReportedFromTheCache() throws Exception {
        LookupSettings caching = settings.cacheTtl(Duration.ofHours(1));
        EngineFixture.found(fixture.find(caching));

        Found<TikTokUser> cached = EngineFixture.found(fixture.find(caching));

        assertThat(cached.origin()).isEqualTo(Origin.CACHED);
        assertThat(cached.movedFrom()).isEqualTo("khaby.lame");
        assertThat(cached.calls()).isZero();
    }

    @Test
    void redirectToTheSameHandleIsNoMove() throws Exception {
        answer.set(preview(true, ASKED + "?lang=en"));

        assertThat(EngineFixture.found(fixture.find(settings)).movedFrom()).isNull();
    }

    @Test
    void newHandleWithoutRedirectIsAnotherSubject() {
        answer.set(preview(false, NOW));

        LookupException failure = EngineFixture.failure(fixture.find(settings));

        assertThat(failure.failure().errorKind()).isEqualTo(ErrorKind.ANOTHER_SUBJECT);
        assertThat(failure).hasMessageContaining("khaby.official").hasMessageContaining("khaby.lame");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void movedFromHeaderIsSetAndRemovedByTheNextLookup() throws Exception {
        String uri = "tiktok:user?provider=peekalink";
        try (CamelFixture routes = new CamelFixture("peekalink", server.uri(), "")) {
            Map<String, Object> headers = new HashMap<>();
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:twice")
                            .to(uri)
                            .process(exchange -> {
                                headers.putAll(exchange.getMessage().getHeaders());
                                answer.set(preview(false, ASKED));
                                exchange.getMessage().setBody("@khaby.lame");
                            })
                            .to(uri);
                }
            });

            Exchange twice = routes.context
                    .createProducerTemplate()
                    .send("direct:twice", exchange -> exchange.getMessage().setBody("@khaby.lame"));

            assertThat(twice.getException()).isNull();
            assertThat(headers)
                    .containsEntry(TikTokHeaders.MOVED_FROM, "khaby.lame")
                    .containsEntry(TikTokHeaders.HANDLE, "khaby.official")
                    .containsEntry(TikTokHeaders.ATTEMPTS, 1);
            assertThat(twice.getMessage().getHeaders())
                    .doesNotContainKey(TikTokHeaders.MOVED_FROM)
                    .containsEntry(TikTokHeaders.HANDLE, "khaby.lame");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
