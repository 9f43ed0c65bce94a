package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProxyTest {

    private final EngineFixture fixture = new EngineFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void plainRequestIsSentToTheProxy() throws Exception {
        try (RawHttpServer proxy = RawHttpServer.responding(200, EngineFixture.USER)) {
            assertThat(EngineFixture.record(fixture.find(LookupSettings.to(URI.create("http://provider.invalid"))
                                    .proxy("127.0.0.1", proxy.port())))
                            .handle())
                    .isEqualTo("khaby.lame");

            RawHttpServer.Request request = proxy.requests().get(0);
            assertThat(request.line())
                    .isEqualTo("GET http://provider.invalid/v1/tiktok/user?username=khaby.lame HTTP/1.1");
            assertThat(request.header("Host")).containsExactly("provider.invalid");
        }
    }

    @Test
    void proxyOfAnHttpsRequestReceivesNoKey() throws Exception {
        Path store = KeyStores.selfSigned("ip:127.0.0.1");
        SSLContext keys = KeyStores.serving(store).createSSLContext(new DefaultCamelContext());
        SSLContext trust = KeyStores.trusting(store).createSSLContext(new DefaultCamelContext());
        try (RawHttpServer provider = RawHttpServer.startTls(
                        keys, (request, connection) -> connection.write(RawHttpServer.json(200, EngineFixture.USER)));
                HttpProxy proxy = new HttpProxy()) {
            LookupSettings settings =
                    LookupSettings.to(provider.uri()).trusting(trust).proxy("127.0.0.1", proxy.port());

            EngineFixture.record(fixture.find(settings));
            EngineFixture.record(fixture.find(settings));

            assertThat(provider.requests()).hasSize(2).allSatisfy(request -> assertThat(request.header("X-API-Key"))
                    .containsExactly(LookupSettings.KEY));
            assertThat(provider.connections()).as("tunnels are kept alive").isEqualTo(1);
            assertThat(proxy.received())
                    .startsWith("CONNECT 127.0.0.1:" + provider.port() + " HTTP/1.1\r\n")
                    .doesNotContain(LookupSettings.KEY, "X-API-Key");
        }
    }

    @Test
    void proxyThatRefusesTheTunnelReceivesNoKey() {
        try (RawHttpServer proxy = RawHttpServer.start((request, connection) ->
                connection.write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))) {
            LookupException failure = EngineFixture.failure(fixture.find(
                    LookupSettings.to(URI.create("https://provider.invalid")).proxy("127.0.0.1", proxy.port())));

            assertThat(failure.failure().status()).isEqualTo(407);
            assertThat(proxy.requests()).hasSize(1).noneMatch(request -> request.toString()
                    .contains(LookupSettings.KEY));
        }
    }

    @Test
    void missingProxyFailsTheLookup() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = closed.getLocalPort();
        }

        LookupException failure = EngineFixture.failure(fixture.find(
                LookupSettings.to(URI.create("https://provider.invalid")).proxy("127.0.0.1", port)));

        assertThat(failure).hasMessage("could not connect to https://provider.invalid");
        assertThat(failure.getCause()).hasMessageContaining("127.0.0.1:" + port);
    }
}
