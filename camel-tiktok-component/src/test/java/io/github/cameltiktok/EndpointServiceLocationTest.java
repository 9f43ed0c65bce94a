package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.EndpointServiceLocation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service address of an endpoint, as Camel's tools, traces and service registry read it. */
final class EndpointServiceLocationTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final TikTokComponent component = new TikTokComponent();

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

    private EndpointServiceLocation location(String uri) {
        return (EndpointServiceLocation) context.getEndpoint(uri);
    }

    @Test
    void serviceUrlIsDocumentedAddress() {
        EndpointServiceLocation location =
                location("tiktok:video?provider=dumplingai&requestSource=ZAPIER&apiKey=markedkey");

        assertThat(location.getServiceUrl()).isEqualTo("https://app.dumplingai.com");
        assertThat(location.getServiceProtocol()).isEqualTo("https");
        assertThat(location.getServiceMetadata())
                .containsOnly(entry("provider", "dumplingai"), entry("requestSource", "ZAPIER"));
    }

    @Test
    void serviceUrlIsConfiguredAddress() {
        component.getApidirect().setBaseUrl("https://gateway.example.com/tiktok");

        assertThat(location("tiktok:user?provider=apidirect").getServiceUrl())
                .isEqualTo("https://gateway.example.com/tiktok");
        EndpointServiceLocation local = location("tiktok:user?provider=apidirect&baseUrl=http://127.0.0.1:8080");
        assertThat(local.getServiceUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(local.getServiceProtocol()).isEqualTo("http");
    }

    @Test
    void serviceUrlIsAddressOfFirstProvider() {
        assertThat(location("tiktok:user?provider=peekalink,apidirect").getServiceUrl())
                .isEqualTo("https://api.peekalink.io");
    }

    @Test
    void serviceUrlIsNullWithoutProvider() {
        EndpointServiceLocation location = location("tiktok:user");

        assertThat(location.getServiceUrl()).isNull();
        assertThat(location.getServiceProtocol()).isEqualTo("https");
        assertThat(location.getServiceMetadata()).containsOnly(entry("requestSource", "API"));
    }

    @Test
    void serviceUrlIsNullIfAddressIsRejected() {
        component.getApidirect().setBaseUrl("https://name:secret@example.com");
        component.getPeekalink().setBaseUrl("https://example.com/?key=secret");

        assertThat(location("tiktok:user?provider=apidirect").getServiceUrl()).isNull();
        assertThat(location("tiktok:user?provider=peekalink").getServiceUrl()).isNull();
        assertThat(location("tiktok:user?provider=unknown").getServiceUrl()).isNull();
    }

    @Test
    void endpointIsListedInServiceRegistry() {
        location("tiktok:video?provider=apidirect");

        assertThat(context.getCamelContextExtension()
                        .getEndpointServiceRegistry()
                        .listAllEndpointServices())
                .anySatisfy(service -> {
                    assertThat(service.getComponent()).isEqualTo("tiktok");
                    assertThat(service.getServiceUrl()).isEqualTo("https://apidirect.io");
                });
    }
}
