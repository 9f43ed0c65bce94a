package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.TikTokComponent;
import io.github.cameltiktok.TikTokException;
import io.github.cameltiktok.TikTokUnavailableException;
import io.github.cameltiktok.model.TikTokUser;
import java.net.URI;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which certificates the component trusts. */
final class TlsTest {

    private static RawHttpServer provider;
    private static SSLContextParameters trusting;

    private final CamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();

    @BeforeAll
    static void serve() throws Exception {
        Path store = KeyStores.selfSigned("ip:127.0.0.1");
        trusting = KeyStores.trusting(store);
        provider = RawHttpServer.startTls(
                KeyStores.serving(store).createSSLContext(new DefaultCamelContext()),
                (request, connection) -> connection.write(RawHttpServer.json(200, EngineFixture.USER)));
    }

    @AfterAll
    static void close() {
        provider.close();
    }

    @BeforeEach
    void configure() {
        component.getApidirect().setApiKey(LookupSettings.KEY);
        component.getApidirect().setBaseUrl(provider.uri().toString());
        context.addComponent("tiktok", component);
        provider.requests().clear();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void selfSignedCertificateIsRejected() {
        assertRefused(ask(""), provider.uri(), "PKIX path building failed");
    }

    @Test
    void settingsOfTheEndpointAreUsed() {
        context.getRegistry().bind("own", trusting);

        assertAnswered(ask("&sslContextParameters=#own"));
    }

    @Test
    void settingsOfTheComponentAreUsed() {
        component.getConfiguration().setSslContextParameters(trusting);

        assertAnswered(ask(""));
    }

    @Test
    void settingsOfTheContextAreUsedIfEnabled() {
        context.setSSLContextParameters(trusting);
        component.setUseGlobalSslContextParameters(true);

        assertAnswered(ask(""));
    }

    @Test
    void settingsOfTheContextAreNotUsedByDefault() {
        context.setSSLContextParameters(trusting);

        assertRefused(ask(""), provider.uri(), "PKIX path building failed");
    }

    @Test
    void trustedCertificateOfAnotherHostIsRejected() {
        URI otherName = provider.uri("localhost");
        component.getConfiguration().setSslContextParameters(trusting);
        component.getApidirect().setBaseUrl(otherName.toString());

        assertRefused(ask(""), otherName, "localhost");
    }

    @Test
    void serverWithoutTlsIsRejected() {
        try (RawHttpServer plain = RawHttpServer.responding(200, EngineFixture.USER)) {
            URI address = URI.create("https://127.0.0.1:" + plain.port());
            plain.requests().clear();
            component.getApidirect().setBaseUrl(address.toString());
            component.getConfiguration().setConnectTimeout(500);
            component.getConfiguration().setMaxRetries(0);

            TikTokException failure = ask("").getException(TikTokException.class);

            assertThat(failure).isInstanceOf(TikTokUnavailableException.class).hasMessageContaining(address.toString());
            assertThat(plain.requests()).noneMatch(request -> request.toString().contains(LookupSettings.KEY));
        }
    }

    private Exchange ask(String options) {
        context.start();
        return context.createFluentProducerTemplate()
                .to("tiktok:user?provider=apidirect" + options)
                .withBody("@khaby.lame")
                .send();
    }

    private static void assertAnswered(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(TikTokUser.class);
        assertThat(provider.requests().get(0).header("X-API-Key")).containsExactly(LookupSettings.KEY);
    }

    private static void assertRefused(Exchange exchange, URI address, String reason) {
        assertThat(exchange.getException())
                .isInstanceOf(TikTokUnavailableException.class)
                .hasMessageContaining("apidirect could not trust " + address + " (")
                .hasMessageContaining(reason);
        assertThat(exchange.getException(TikTokException.class).retryable()).isFalse();
        assertThat(provider.requests()).as("no request to an untrusted server").isEmpty();
    }
}
