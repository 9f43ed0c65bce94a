package io.github.cameltiktok.docs;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.TikTokNotFoundException;
import io.github.cameltiktok.TikTokQuotaException;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import io.github.cameltiktok.provider.SecretHeader;
import io.github.cameltiktok.provider.TikTokProvider;
import io.github.cameltiktok.sandbox.BrokenAnswer;
import io.github.cameltiktok.sandbox.SandboxExtension;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks the tables of exceptions and network failures in docs/reference/errors.md. */
final class DocsErrorsTest {

    @RegisterExtension
    static final SandboxExtension sandbox = new SandboxExtension();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    refuses the connection | baseUrl=http://127.0.0.1:1
                    silence                | responseTimeout=200&apiKey=HANG
                    breaks off             | apiKey=RESET
                    does not speak TLS     | baseUrl=https://127.0.0.1:SANDBOX
                    deadline               | deadline=200&apiKey=HANG
                    maxResponseSize        | apiKey=HUGE
                    HTML page              | apiKey=HTML
                    HTML page              | apiKey=EMPTY
                    HTML page              | apiKey=CUT
                    no UTF-8               | apiKey=NOT_UTF8
                    no UTF-8               | apiKey=DEEP
                    no UTF-8               | apiKey=FOREIGN
                    """)
    void networkTableHasFailure(String row, String options) throws Exception {
        TikTokException seen = ask("tiktok:video?provider=apidirect&maxRetries=0&" + filledIn(options));

        assertThat(networkRow(row))
                .as(seen.getMessage())
                .containsExactly(seen.getClass().getSimpleName(), seen.retryable() ? "yes" : "no");
    }

    @Test
    void networkTableHasRedirect() throws Exception {
        sandbox.get().wireMock().stubFor(any(anyUrl()).willReturn(temporaryRedirect("https://www.example.org/")));

        TikTokException seen = ask("tiktok:video?provider=apidirect");

        assertThat(networkRow("redirect"))
                .containsExactly(seen.getClass().getSimpleName(), seen.retryable() ? "yes" : "no");
    }

    @Test
    void networkTableHasTooLongHeader() throws Exception {
        sandbox.get()
                .wireMock()
                .stubFor(any(anyUrl()).willReturn(ok("{}").withHeader("X-Long", "x".repeat(17 * 1024))));

        TikTokException seen = ask("tiktok:video?provider=apidirect");

        assertThat(networkRow("headers of the answer"))
                .as(seen.getMessage())
                .containsExactly(seen.getClass().getSimpleName(), seen.retryable() ? "yes" : "no");
    }

    @Test
    void exceptionIsThatOfTheLastProviderUnlessCamelSearchesByClass() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            TikTokComponent component = context.getComponent("tiktok", TikTokComponent.class);
            component.getApidirect().setApiKey("fail-402-insufficient_credit");
            component.getDumplingai().setApiKey("fail-404");
            context.start();
            Exchange exchange = context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=apidirect,dumplingai")
                    .withBody("7311111111111111111")
                    .send();

            assertThat(exchange.getException()).isInstanceOf(TikTokNotFoundException.class);
            assertThat(exchange.getException(TikTokException.class)).isInstanceOf(TikTokQuotaException.class);
        }
    }

    @Test
    void exceptionTableHasEveryException() {
        List<String> listed = page().table("exceptions").stream()
                .map(row -> Page.code(row.get(0)).get(0))
                .toList();

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(List.of(TikTokException.class.getPermittedSubclasses()).stream()
                        .map(Class::getSimpleName)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(ErrorKind.class)
    void kindTableHasException(ErrorKind kind) throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            context.getRegistry().bind("failing", new FailingProvider(kind));
            context.start();
            Exception seen = context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=failing&apiKey=x&maxRetries=0")
                    .withBody("7311111111111111111")
                    .send()
                    .getException();

            assertThat(page().table("kinds"))
                    .contains(List.of("`" + kind + "`", "`" + seen.getClass().getSimpleName() + "`"));
        }
    }

    @Test
    void failedLookupKeepsBodyAndHeaders() throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            context.start();
            Exchange exchange = context.createFluentProducerTemplate()
                    .to("tiktok:video?provider=apidirect")
                    .withBody("7000000000000000404")
                    .withHeader(TikTokHeaders.REQUEST_SOURCE, "ZAPIER")
                    .send();

            assertThat(exchange.getException()).isInstanceOf(TikTokException.class);
            assertThat(exchange.getMessage().getBody()).isEqualTo("7000000000000000404");
            assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of(TikTokHeaders.REQUEST_SOURCE, "ZAPIER"));
        }
    }

    private static String filledIn(String options) {
        String text = options.replace("SANDBOX", String.valueOf(sandbox.get().port()));
        for (BrokenAnswer broken : BrokenAnswer.values()) {
            text = text.replace("=" + broken, "=" + broken.key());
        }
        return text;
    }

    private static TikTokException ask(String uri) throws Exception {
        try (CamelContext context = SandboxedContext.create(sandbox.get(), null)) {
            context.start();
            return context.createFluentProducerTemplate()
                    .to(uri)
                    .withBody("7311111111111111111")
                    .send()
                    .getException(TikTokException.class);
        }
    }

    /** Returns the exception's name and its {@code retryable()} of the first row that contains {@code words}. */
    private static List<String> networkRow(String words) {
        List<String> row = page().table("network").stream()
                .filter(cells -> cells.get(0).contains(words))
                .findFirst()
                .orElseThrow();
        return List.of(Page.code(row.get(1)).get(0), row.get(2));
    }

    /** Fails each lookup of a video with one kind of error, without a call. */
    private record FailingProvider(ErrorKind kind) implements TikTokProvider {

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public URI defaultBaseUrl() {
            return URI.create("http://127.0.0.1:1");
        }

        @Override
        public int maxConcurrentRequests() {
            return 1;
        }

        @Override
        public SecretHeader authorization(String apiKey) {
            return new SecretHeader("Authorization", apiKey);
        }

        @Override
        public ProviderOperation<TikTokVideo> video() {
            return new ProviderOperation<>() {
                @Override
                public ProviderRequest request(TikTokLink subject, String requestSource) {
                    throw new ProviderException(
                            ProviderFailure.withoutAnswer(kind, RetryAdvice.NEVER, "fails as asked"));
                }

                @Override
                public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
                    throw new UnsupportedOperationException("no call is made");
                }
            };
        }

        @Override
        public ProviderOperation<TikTokUser> user() {
            throw new UnsupportedOperationException("only videos are looked up");
        }
    }

    private static Page page() {
        return new Page("docs/reference/errors.md", Repository.read(Repository.path("docs/reference/errors.md")));
    }
}
