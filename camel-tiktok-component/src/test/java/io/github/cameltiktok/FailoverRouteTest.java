package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.sandbox.BrokenAnswer;
import io.github.cameltiktok.sandbox.ProviderCall;
import io.github.cameltiktok.sandbox.SandboxExtension;
import io.github.cameltiktok.sandbox.SpecialSubject;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failover between the providers of one option or header, through routes. */
final class FailoverRouteTest {

    private static final String ID = "7311111111111111111";

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = SandboxComponents.create(sandbox.get());

    @BeforeEach
    void start() {
        context.disableJMX();
        context.addComponent("tiktok", component);
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withProcessor(exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(headers);
                })
                .send();
    }

    private static List<String> calledProviders() {
        return sandbox.get().calls().stream().map(ProviderCall::provider).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fail-502-upstream_error",
                "fail-429-upstream_rate_limit",
                "fail-402-insufficient_credit",
                "fail-401-invalid_api_key",
                "fail-500-auth_error",
                "fail-html",
                "fail-reset"
            })
    void nextProviderAnswersAfterFailure(String key) {
        component.getApidirect().setApiKey(key);

        Exchange answer = send("tiktok:video?provider=apidirect,dumplingai,peekalink", ID);

        assertThat(answer.getMessage().getBody(TikTokVideo.class).id()).isEqualTo(ID);
        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("dumplingai");
        assertThat(answer.getMessage().getHeader(TikTokHeaders.ATTEMPTS)).isEqualTo(2);
        assertThat(calledProviders()).containsExactly("apidirect", "dumplingai");
    }

    @Test
    void retriesPrecedeFailover() {
        component.getApidirect().setApiKey("fail-503-service_error");

        Exchange answer = send("tiktok:video?provider=apidirect,dumplingai&maxRetries=2&retryDelay=1", ID);

        assertThat(answer.getMessage().getHeader(TikTokHeaders.ATTEMPTS)).isEqualTo(4);
        assertThat(calledProviders()).containsExactly("apidirect", "apidirect", "apidirect", "dumplingai");
    }

    @Test
    void notFoundDoesNotFailOverByDefault() {
        Exchange answer = send("tiktok:video?provider=apidirect,peekalink", SpecialSubject.NOT_FOUND.videoId());

        assertThat(answer.getException()).isInstanceOf(TikTokNotFoundException.class);
        assertThat(calledProviders()).containsExactly("apidirect");
    }

    @Test
    void notFoundFailsOverWithFailoverOnNotFound() {
        Exchange answer = send(
                "tiktok:video?provider=apidirect,peekalink&failoverOnNotFound=true",
                SpecialSubject.NOT_FOUND.videoId());

        assertThat(answer.getException()).isInstanceOfSatisfying(TikTokNotFoundException.class, last -> {
            assertThat(last.provider()).isEqualTo("peekalink");
            assertThat(last.getSuppressed())
                    .singleElement()
                    .isInstanceOfSatisfying(TikTokNotFoundException.class, first -> assertThat(first.provider())
                            .isEqualTo("apidirect"));
        });
        assertThat(calledProviders()).containsExactly("apidirect", "peekalink");
    }

    @Test
    void providerWithoutShortLinkSupportIsSkipped() {
        Exchange answer =
                send("tiktok:user?provider=apidirect,dumplingai,peekalink", "https://vm.tiktok.com/ZMuserXyz/");

        assertThat(answer.getMessage().getBody(TikTokUser.class)).isNotNull();
        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("peekalink");
        assertThat(calledProviders()).containsExactly("peekalink");
    }

    @Test
    void lastExceptionCarriesOthersAsSuppressed() {
        component.getApidirect().setApiKey("fail-502-upstream_error");
        component.getDumplingai().setApiKey("fail-403");
        component.getPeekalink().setApiKey(BrokenAnswer.EMPTY.key());

        Exchange answer = send("tiktok:video?provider=apidirect,dumplingai,peekalink", ID);

        assertThat(answer.getException()).isInstanceOfSatisfying(TikTokUnavailableException.class, last -> {
            assertThat(last.provider()).isEqualTo("peekalink");
            assertThat(last.getSuppressed())
                    .extracting(other -> ((TikTokException) other).provider())
                    .containsExactly("apidirect", "dumplingai");
            assertThat(last.getSuppressed()[1]).isInstanceOf(TikTokQuotaException.class);
        });
    }

    @Test
    void everyExceptionCountsAttemptsOfItsProvider() {
        component.getApidirect().setApiKey("fail-503-service_error");
        component.getDumplingai().setApiKey("fail-403");
        component.getPeekalink().setApiKey("fail-502-LINK_CONNECTION_ERROR");

        Exchange answer = send(
                "tiktok:video?provider=apidirect,dumplingai,peekalink&maxRetries=2&retryDelay=1",
                ID,
                Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));

        TikTokException last = (TikTokException) answer.getException();
        assertThat(last.attempts()).isEqualTo(3);
        assertThat(last.requestSource()).isEqualTo("ZAPIER");
        assertThat(last.getSuppressed())
                .extracting(other -> ((TikTokException) other).attempts(), other -> ((TikTokException) other)
                        .requestSource())
                .containsExactly(tuple(3, "ZAPIER"), tuple(1, "ZAPIER"));
        assertThat(calledProviders()).hasSize(7);
    }

    @Test
    void deadlineExceptionCountsAttemptsOfAllProviders() {
        component.getApidirect().setApiKey("fail-402-payment_required");
        component.getDumplingai().setApiKey(BrokenAnswer.HANG.key());

        Exchange answer = send("tiktok:video?provider=apidirect,dumplingai&deadline=3000", ID);

        assertThat(answer.getException()).isInstanceOfSatisfying(TikTokUnavailableException.class, seen -> {
            assertThat(seen.provider()).isEqualTo("dumplingai");
            assertThat(seen.attempts()).isEqualTo(2);
            assertThat(seen.getSuppressed()).isEmpty();
        });
    }

    @Test
    void openCircuitBreakerSendsNoCall() {
        component.getApidirect().setApiKey("fail-402-payment_required");
        send("tiktok:video?provider=apidirect", ID);

        Exchange rejected = send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));

        assertThat(rejected.getException()).isInstanceOfSatisfying(TikTokQuotaException.class, seen -> {
            assertThat(seen).hasMessageContaining("was not called: circuit breaker open");
            assertThat(seen.attempts()).isZero();
            assertThat(seen.requestSource()).isEqualTo("ZAPIER");
        });
        assertThat(calledProviders()).hasSize(1);
    }

    @Test
    void providerWithOpenCircuitBreakerIsSkipped() {
        component.getApidirect().setApiKey("fail-402-payment_required");
        send("tiktok:video?provider=apidirect,dumplingai", ID);
        send("tiktok:video?provider=apidirect,dumplingai", "7311111111111111112");

        assertThat(calledProviders()).containsExactly("apidirect", "dumplingai", "dumplingai");
    }

    @Test
    void headerAcceptsSeveralProviders() {
        component.getPeekalink().setApiKey("fail-502-LINK_CONNECTION_ERROR");

        Exchange answer =
                send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, " peekalink , dumplingai"));

        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("dumplingai");
    }

    @Test
    void componentOptionAcceptsSeveralProviders() {
        component.getConfiguration().setProvider("apidirect, peekalink");
        component.getApidirect().setApiKey("fail-502-upstream_error");

        assertThat(send("tiktok:video", ID).getMessage().getHeader(TikTokHeaders.PROVIDER))
                .isEqualTo("peekalink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey=k-1", "baseUrl=http://localhost:1"})
    void singleProviderOptionIsRejectedWithSeveralProviders(String option) {
        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=apidirect,peekalink&" + option)
                        .createProducer()
                        .start())
                .hasStackTraceContaining("option " + option.replaceFirst("=.*", "")
                        + " of an endpoint is of one provider, but provider names several: apidirect,peekalink");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apidirect,unknown", "apidirect,", ",apidirect", "apidirect,apidirect"})
    void invalidProviderListFailsStart(String providers) {
        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=" + providers)
                        .createProducer()
                        .start())
                .hasStackTraceContaining(
                        providers.equals("apidirect,apidirect")
                                ? "provider must name each provider once"
                                : "provider must be one of [apidirect, dumplingai, peekalink], but was");
    }

    @Test
    void providerListWithMissingKeyFailsStart() {
        component.getPeekalink().setApiKey(null);

        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=apidirect,peekalink")
                        .createProducer()
                        .start())
                .hasStackTraceContaining("no API key for peekalink");
    }

    @Test
    void componentKeyIsNotSentToSecondProvider() {
        component.getConfiguration().setApiKey("k-1");
        component.getApidirect().setApiKey(null);
        component.getPeekalink().setApiKey(null);

        assertThatThrownBy(() -> context.getEndpoint("tiktok:video?provider=apidirect,peekalink")
                        .createProducer()
                        .start())
                .hasStackTraceContaining("option apiKey of the component serves apidirect already");
    }
}
