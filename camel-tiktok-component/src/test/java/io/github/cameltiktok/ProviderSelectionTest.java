package io.github.cameltiktok;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.provider.apidirect.ApiDirect;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Selection of a built-in provider or a bean, by option or by header. */
final class ProviderSelectionTest {

    private static final String ID = "7516594811734854943";

    @RegisterExtension
    static final SandboxCamelExtension camel = new SandboxCamelExtension();

    @AfterEach
    void unbind() {
        camel.context().getRegistry().unbind("mine");
        camel.context().getRegistry().unbind("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "ApiDirect", "apidirect;peekalink", "#bean:unknown"})
    void unknownProviderFailsStart(String provider) {
        assertThatThrownBy(() -> start("tiktok:video?provider=" + provider))
                .hasStackTraceContaining(
                        provider.startsWith("#")
                                ? "unknown"
                                : "provider must be one of [apidirect, dumplingai, peekalink], but was '" + provider
                                        + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "apidirect;peekalink", "ApiDirect", "direct:a", "{{no.such.property}}", "a\nb"})
    void unknownProviderInHeaderIsRejectedWithoutCall(String provider) {
        Exchange answer = camel.send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, provider));

        assertThat(answer.getException())
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageStartingWith("provider must be one of [apidirect, dumplingai, peekalink], but was '")
                .hasMessageEndingWith("Nothing was sent.");
        assertThat(answer.getException().getMessage()).doesNotContain("\n");
        assertThat(camel.sandbox().calls()).isEmpty();
    }

    @Test
    void placeholderInHeaderIsNotResolved() {
        camel.context().getPropertiesComponent().addInitialProperty("chosen", "peekalink");
        Registry registry = camel.context().getRegistry();
        registry.bind("peekalink", new ApiDirect());
        try {
            Exchange answer =
                    camel.send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, "{{chosen}}"));

            assertThat(answer.getException()).isInstanceOf(TikTokInvalidRequestException.class);
        } finally {
            registry.unbind("peekalink");
        }
    }

    @Test
    void beanOfOtherTypeIsRejected() {
        camel.context().getRegistry().bind("mine", "a text");

        Exchange answer = camel.send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, "mine"));

        assertThat(answer.getException()).isInstanceOf(TikTokInvalidRequestException.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void missingProviderIsRejectedWithRemedy(String header) {
        Exchange answer = camel.send("tiktok:video", exchange -> {
            exchange.getMessage().setBody(ID);
            exchange.getMessage().setHeader(TikTokHeaders.PROVIDER, header);
        });

        assertThat(answer.getException())
                .isInstanceOf(TikTokInvalidRequestException.class)
                .hasMessageContaining("no provider: set option provider")
                .hasMessageContaining("camel.component.tiktok.provider")
                .hasMessageContaining("[apidirect, dumplingai, peekalink]");
    }

    @Test
    void headerOverridesOption() {
        Exchange answer =
                camel.send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, "peekalink"));

        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("peekalink");
        assertThat(camel.sandbox().calls("peekalink")).isEqualTo(1);
        assertThat(camel.sandbox().calls("apidirect")).isZero();
    }

    @Test
    void endpointWithoutProviderUsesHeader() {
        for (String provider : List.of("apidirect", "dumplingai", "peekalink")) {
            Exchange answer = camel.send("tiktok:video", ID, Map.of(TikTokHeaders.PROVIDER, provider));

            assertThat(answer.getException()).isNull();
            assertThat(camel.sandbox().calls(provider)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#bean:mine", "mine", "own"})
    void beanIsSelectedByReferenceIdOrName(String provider) {
        camel.context().getRegistry().bind("mine", new CustomProvider("own"));

        Exchange answer = camel.send("tiktok:video?provider=" + provider + "&apiKey=k-1&baseUrl=" + baseUrl(), ID);

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(TikTokVideo.class).caption()).isEqualTo("mapped by own");
        assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("own");
        camel.sandbox().wireMock().verify(1, getRequestedFor(anyUrl()).withHeader("X-Own-Key", equalTo("k-1")));
    }

    @Test
    void componentOptionAcceptsBean() throws Exception {
        Main main = new Main();
        main.configure().setJmxEnabled(false);
        main.bind("mine", new CustomProvider("own"));
        main.addInitialProperty("camel.component.tiktok.provider", "#bean:mine");
        main.addInitialProperty("camel.component.tiktok.api-key", "k-1");
        main.start();
        try {
            Exchange answer = main.getCamelTemplate()
                    .send("tiktok:video?baseUrl=" + baseUrl(), exchange -> exchange.getMessage()
                            .setBody(ID));

            assertThat(answer.getMessage().getHeader(TikTokHeaders.PROVIDER)).isEqualTo("own");
        } finally {
            main.stop();
        }
    }

    @Test
    void beansOfSameNameAreSelectedById() {
        camel.context().getRegistry().bind("one", new CustomProvider("same"));
        camel.context().getRegistry().bind("two", new CustomProvider("same"));
        try {
            assertThatThrownBy(() -> start("tiktok:video?provider=same&apiKey=k-1"))
                    .hasMessageContaining("provider same is the name of 2 beans: name one by its id instead");
            assertThatCode(() -> start("tiktok:video?provider=#bean:two&apiKey=k-1"))
                    .doesNotThrowAnyException();
        } finally {
            camel.context().getRegistry().unbind("one");
            camel.context().getRegistry().unbind("two");
        }
    }

    @Test
    void beanReplacesBuiltInProviderOfSameName() {
        camel.context().getRegistry().bind("other", new CustomProvider("dumplingai"));

        Exchange answer = camel.send("tiktok:video?provider=dumplingai&outputFormat=pojo&connectTimeout=4998", ID);

        assertThat(answer.getMessage().getBody(TikTokVideo.class).caption()).isEqualTo("mapped by dumplingai");
    }

    @Test
    void unknownProviderMessageListsBeans() {
        camel.context().getRegistry().bind("mine", new CustomProvider("own"));

        assertThatThrownBy(() -> start("tiktok:video?provider=unknown"))
                .hasStackTraceContaining("[apidirect, dumplingai, own, peekalink]");
    }

    @Test
    void beanWithoutKeyIsRejectedWithKeyLocation() {
        camel.context().getRegistry().bind("mine", new CustomProvider("own"));

        assertThatThrownBy(() -> start("tiktok:video?provider=own"))
                .hasStackTraceContaining(
                        "no API key for own: set option apiKey of an endpoint whose option provider is own. Nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"returns null", "throws"})
    void faultyBeanFailsExchangeAsUnavailable(String fault) {
        camel.context().getRegistry().bind("mine", new CustomProvider(fault));

        Exchange answer = camel.send("tiktok:video?provider=mine&apiKey=k-1&baseUrl=" + baseUrl(), ID);

        assertThat(answer.getException()).isInstanceOf(TikTokUnavailableException.class);
    }

    @Test
    void illegalArgumentOfBeanIsInternalError() {
        camel.context().getRegistry().bind("mine", new CustomProvider("throws from video()"));

        Exchange answer = camel.send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, "mine"));

        assertThat(answer.getException())
                .isInstanceOf(TikTokUnavailableException.class)
                .hasMessageStartingWith("Internal error: IllegalArgumentException")
                .hasRootCauseMessage("custom rule");
    }

    @Test
    void illegalArgumentOfHeaderValueIsInternalError() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalArgumentException("custom rule");
            }
        };

        Exchange answer = camel.send("tiktok:video?provider=apidirect", ID, Map.of(TikTokHeaders.PROVIDER, broken));

        assertThat(answer.getException())
                .isInstanceOf(TikTokUnavailableException.class)
                .hasMessageStartingWith("Internal error: IllegalArgumentException");
    }

    private static String baseUrl() {
        return camel.sandbox().baseUrl("apidirect").toString();
    }

    private static void start(String uri) throws Exception {
        camel.context().getEndpoint(uri).createProducer().start();
    }

    /** A provider bean of an application. */
    private record CustomProvider(String name) implements TikTokProvider, ProviderOperation<TikTokVideo> {

        @Override
        public URI defaultBaseUrl() {
            return URI.create("https://provider.invalid");
        }

        @Override
        public int maxConcurrentRequests() {
            return 1;
        }

        @Override
        public SecretHeader authorization(String apiKey) {
            return new SecretHeader("X-Own-Key", apiKey);
        }

        @Override
        public ProviderOperation<TikTokVideo> video() {
            if (name.equals("throws from video()")) {
                throw new IllegalArgumentException("custom rule");
            }
            return this;
        }

        @Override
        public ProviderOperation<TikTokUser> user() {
            throw new UnsupportedOperationException("videos only");
        }

        @Override
        public ProviderRequest request(TikTokLink subject, String requestSource) {
            return ProviderRequest.get("/own", "id", String.valueOf(subject.id()));
        }

        @Override
        public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
            return switch (name) {
                case "returns null" -> null;
                case "throws" -> throw new IllegalStateException("provider defect");
                default -> video("mapped by " + name, Instant.EPOCH);
            };
        }

        private TikTokVideo video(String caption, Instant retrievedAt) {
            return new TikTokVideo(
                    ID,
                    null,
                    null,
                    caption,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    new Source(name, null, retrievedAt, List.of()));
        }
    }
}
