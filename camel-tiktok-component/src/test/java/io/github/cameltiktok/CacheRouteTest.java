package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lookups that cost nothing because they were asked before, or are just being asked. */
final class CacheRouteTest {

    @RegisterExtension
    static final CamelInSandbox camel = new CamelInSandbox();

    private static long calls() {
        return camel.sandbox().calls().size();
    }

    @Test
    void anAnswerIsUsedAgainWhateverFormTheLinkHas() {
        String uri = "tiktok:video?provider=apidirect&cacheTtl=1h";
        Message first = camel.ask(uri, "7311111111111111121").getMessage();
        Message second = camel.ask(uri, "https://www.tiktok.com/@anybody/photo/7311111111111111121?lang=en")
                .getMessage();

        assertThat(calls()).isOne();
        assertThat(first.getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(false);
        assertThat(first.getHeader(TikTokHeaders.ATTEMPTS)).isEqualTo(1);
        assertThat(second.getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(true);
        assertThat(second.getHeader(TikTokHeaders.ATTEMPTS)).isEqualTo(0);
        assertThat(second.getHeader(TikTokHeaders.PROVIDER)).isEqualTo("apidirect");
        assertThat(second.getBody(TikTokVideo.class)).isEqualTo(first.getBody(TikTokVideo.class));
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void whatIsCachedComesInEveryFormat(OutputFormat format) {
        String uri = "tiktok:video?provider=dumplingai&cacheTtl=1h&outputFormat=";
        Object fresh = camel.ask(uri + format, "731111111111111120" + format.ordinal())
                .getMessage()
                .getBody();
        camel.ask(uri + "pojo", "731111111111111120" + format.ordinal());
        Object cached = camel.ask(uri + format, "731111111111111120" + format.ordinal())
                .getMessage()
                .getBody();

        assertThat(calls()).isOne();
        assertThat(cached).isEqualTo(fresh);
    }

    @Test
    void aRawBodyThatARouteChangesLeavesTheCachedBytesAsTheyAre() {
        String uri = "tiktok:video?provider=dumplingai&cacheTtl=1h&outputFormat=raw";
        byte[] first = camel.ask(uri, "7311111111111111210").getMessage().getBody(byte[].class);
        byte[] asAnswered = first.clone();
        Arrays.fill(first, (byte) 0);

        byte[] second = camel.ask(uri, "7311111111111111210").getMessage().getBody(byte[].class);

        assertThat(calls()).isOne();
        assertThat(second).isEqualTo(asAnswered);
    }

    @Test
    void withoutATimeToLiveEachLookupIsACall() {
        camel.ask("tiktok:video?provider=apidirect", "7311111111111111122");
        camel.ask("tiktok:video?provider=apidirect", "7311111111111111122");

        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void anotherProviderOrKeyOrResourceIsAnotherQuestion() {
        for (String uri : List.of(
                "tiktok:video?provider=apidirect&cacheTtl=1h",
                "tiktok:video?provider=peekalink&cacheTtl=1h",
                "tiktok:video?provider=apidirect,peekalink&cacheTtl=1h")) {
            camel.ask(uri, "7311111111111111123");
        }
        Exchange wrongKey = camel.ask("tiktok:video?provider=apidirect&cacheTtl=1h&apiKey=k-9", "7311111111111111123");

        assertThat(wrongKey.getException()).isInstanceOf(TikTokCredentialsException.class);
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void aNotFoundIsRememberedToo() {
        String uri = "tiktok:video?provider=apidirect&cacheTtl=1h";
        String id = SpecialSubject.NOT_FOUND.videoId();
        Exchange first = camel.ask(uri, id, Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));
        Exchange second = camel.ask(uri, id, Map.of(TikTokHeaders.REQUEST_SOURCE, "MAKE_DOT_COM"));

        assertThat(first.getException(TikTokException.class).attempts()).isOne();
        assertThat(second.getException())
                .isInstanceOfSatisfying(TikTokNotFoundException.class, seen -> {
                    assertThat(seen.attempts()).isZero();
                    assertThat(seen.requestSource()).isEqualTo("MAKE_DOT_COM");
                })
                .hasMessageContaining("status 404");
        assertThat(calls()).isOne();
    }

    @Test
    void identicalLookupsInFlightAreOneCall() throws Exception {
        camel.sandbox().latency(Duration.ofSeconds(1));
        AsyncProducer producer =
                camel.context().getEndpoint("tiktok:video?provider=apidirect").createAsyncProducer();
        producer.start();
        List<CompletableFuture<Exchange>> lookups = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Exchange exchange = new DefaultExchange(camel.context());
            exchange.getMessage().setBody("7311111111111111124");
            exchange.getMessage().setHeader(TikTokHeaders.REQUEST_SOURCE, i % 2 == 0 ? "ZAPIER" : "MAKE_DOT_COM");
            lookups.add(producer.processAsync(exchange));
        }
        int attempts = 0;
        for (CompletableFuture<Exchange> lookup : lookups) {
            Message answer = lookup.get(20, TimeUnit.SECONDS).getMessage();
            assertThat(answer.getBody(TikTokVideo.class).id()).isEqualTo("7311111111111111124");
            assertThat(answer.getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(false);
            attempts += answer.getHeader(TikTokHeaders.ATTEMPTS, Integer.class);
        }

        assertThat(calls()).isOne();
        assertThat(attempts).isOne();
        assertThat(lookups.stream()
                        .map(CompletableFuture::join)
                        .map(answer -> answer.getMessage().getHeader(TikTokHeaders.REQUEST_SOURCE))
                        .distinct())
                .as("each keeps its own source")
                .containsExactlyInAnyOrder("ZAPIER", "MAKE_DOT_COM");
    }
}
