package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.SpecialSubject;
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

/** Cached and coalesced lookups send no call. */
final class CacheRouteTest {

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    private static long calls() {
        return camel.sandbox().calls().size();
    }

    @Test
    void cachedResultServesEveryFormOfSubject() {
        String uri = "tiktok:video?provider=apidirect&cacheTtl=1h";
        Message first = camel.send(uri, "7311111111111111121").getMessage();
        Message second = camel.send(uri, "https://www.tiktok.com/@anybody/photo/7311111111111111121?lang=en")
                .getMessage();

        assertThat(calls()).isOne();
        assertThat(first.getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(false);
        assertThat(first.getHeader(TikTokHeaders.ATTEMPTS)).isEqualTo(1);
        assertThat(second.getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(true);
        assertThat(second.getHeader(TikTokHeaders.ATTEMPTS)).isEqualTo(0);
        assertThat(second.getHeader(TikTokHeaders.PROVIDER)).isEqualTo("apidirect");
        assertThat(second.getBody(TikTokVideo.class)).isEqualTo(first.getBody(TikTokVideo.class));
    }

    @Test
    void onlyIfCachedMakesNoCall() {
        String uri = "tiktok:video?provider=apidirect&cacheTtl=1h";
        Map<String, Object> onlyIfCached = Map.of(TikTokHeaders.ONLY_IF_CACHED, true);
        Exchange missed = camel.send(uri, "7311111111111111191", onlyIfCached);
        assertThat(missed.getException())
                .isInstanceOf(TikTokUnavailableException.class)
                .hasMessageContaining("only a cached answer is wanted");
        assertThat(missed.getException(TikTokUnavailableException.class).reason())
                .isEqualTo(TikTokUnavailableException.Reason.NOT_CACHED);
        assertThat(calls()).isZero();

        camel.send(uri, "7311111111111111191");
        Exchange found = camel.send(uri, "7311111111111111191", onlyIfCached);
        Exchange uncached = camel.send("tiktok:video?provider=apidirect", "7311111111111111191", onlyIfCached);

        assertThat(found.getMessage().getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(true);
        assertThat(uncached.getException()).isInstanceOf(TikTokUnavailableException.class);
        assertThat(calls()).isOne();
    }

    @ParameterizedTest
    @EnumSource(OutputFormat.class)
    void cachedResultIsReturnedInEveryFormat(OutputFormat format) {
        String uri = "tiktok:video?provider=dumplingai&cacheTtl=1h&outputFormat=";
        Object fresh = camel.send(uri + format, "731111111111111120" + format.ordinal())
                .getMessage()
                .getBody();
        camel.send(uri + "pojo", "731111111111111120" + format.ordinal());
        Object cached = camel.send(uri + format, "731111111111111120" + format.ordinal())
                .getMessage()
                .getBody();

        assertThat(calls()).isOne();
        assertThat(cached).isEqualTo(fresh);
    }

    @Test
    void changedRawBodyDoesNotAffectCachedBytes() {
        String uri = "tiktok:video?provider=dumplingai&cacheTtl=1h&outputFormat=raw";
        byte[] first = camel.send(uri, "7311111111111111210").getMessage().getBody(byte[].class);
        byte[] original = first.clone();
        Arrays.fill(first, (byte) 0);

        byte[] second = camel.send(uri, "7311111111111111210").getMessage().getBody(byte[].class);

        assertThat(calls()).isOne();
        assertThat(second).isEqualTo(original);
    }

    @Test
    void everyLookupIsOneCallWithoutCacheTtl() {
        camel.send("tiktok:video?provider=apidirect", "7311111111111111122");
        camel.send("tiktok:video?provider=apidirect", "7311111111111111122");

        assertThat(calls()).isEqualTo(2);
    }

    @Test
    void providerAndKeyArePartOfCacheKey() {
        for (String uri : List.of(
                "tiktok:video?provider=apidirect&cacheTtl=1h",
                "tiktok:video?provider=peekalink&cacheTtl=1h",
                "tiktok:video?provider=apidirect,peekalink&cacheTtl=1h")) {
            camel.send(uri, "7311111111111111123");
        }
        Exchange wrongKey = camel.send("tiktok:video?provider=apidirect&cacheTtl=1h&apiKey=k-9", "7311111111111111123");

        assertThat(wrongKey.getException()).isInstanceOf(TikTokCredentialsException.class);
        assertThat(calls()).isEqualTo(4);
    }

    @Test
    void notFoundIsCached() {
        String uri = "tiktok:video?provider=apidirect&cacheTtl=1h";
        String id = SpecialSubject.NOT_FOUND.videoId();
        Exchange first = camel.send(uri, id, Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));
        Exchange second = camel.send(uri, id, Map.of(TikTokHeaders.REQUEST_SOURCE, "MAKE_DOT_COM"));

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
    void identicalLookupsInFlightAreCoalesced() throws Exception {
        List<CompletableFuture<Exchange>> lookups = new ArrayList<>();
        try (GatedProvider provider = new GatedProvider()) {
            provider.hold(handle -> true);
            AsyncProducer producer = camel.context()
                    .getEndpoint("tiktok:user?provider=apidirect&baseUrl=" + provider.baseUrl())
                    .createAsyncProducer();
            producer.start();
            for (int i = 0; i < 50; i++) {
                Exchange exchange = new DefaultExchange(camel.context());
                exchange.getMessage().setBody("@some.cook");
                exchange.getMessage().setHeader(TikTokHeaders.REQUEST_SOURCE, i % 2 == 0 ? "ZAPIER" : "MAKE_DOT_COM");
                lookups.add(producer.processAsync(exchange));
            }
            provider.release();
            CompletableFuture.allOf(lookups.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            producer.stop();

            assertThat(provider.calledHandles()).containsExactly("some.cook");
        }

        List<Message> results =
                lookups.stream().map(lookup -> lookup.join().getMessage()).toList();
        assertThat(results).allSatisfy(result -> {
            assertThat(result.getBody(TikTokUser.class).handle()).isEqualTo("some.cook");
            assertThat(result.getHeader(TikTokHeaders.CACHE_HIT)).isEqualTo(false);
        });
        assertThat(results.stream()
                        .mapToInt(result -> result.getHeader(TikTokHeaders.ATTEMPTS, Integer.class))
                        .sum())
                .isOne();
        assertThat(results.stream()
                        .map(result -> result.getHeader(TikTokHeaders.REQUEST_SOURCE))
                        .distinct())
                .as("request sources")
                .containsExactlyInAnyOrder("ZAPIER", "MAKE_DOT_COM");
    }
}
