package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.InterceptSendToMockEndpointStrategy;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Route tests that replace the lookup with a mock need no API key. */
final class MockedRouteTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private void add(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:video").routeId("video").to(uri);
            }
        });
    }

    private void advise(AdviceStep step) throws Exception {
        AdviceWith.adviceWith(context.getRouteDefinition("video"), context, new AdviceWithRouteBuilder() {
            @Override
            public void configure() throws Exception {
                step.advise(this);
            }
        });
    }

    private interface AdviceStep {

        void advise(AdviceWithRouteBuilder advice) throws Exception;
    }

    private void assertReplacedBy(String mock) throws Exception {
        MockEndpoint endpoint = context.getEndpoint(mock, MockEndpoint.class);
        endpoint.whenAnyExchangeReceived(exchange -> exchange.getMessage().setBody("a record"));
        assertThat(context.createProducerTemplate().requestBody("direct:video", "7321234567890123456", String.class))
                .isEqualTo("a record");
        endpoint.expectedMessageCount(1);
        endpoint.assertIsSatisfied();
    }

    @Test
    void mockEndpointsAndSkipReplacesLookup() throws Exception {
        add("tiktok:video?provider=apidirect");
        advise(advice -> advice.mockEndpointsAndSkip("tiktok:*"));
        context.start();

        assertReplacedBy("mock:tiktok:video");
    }

    @Test
    void mockEndpointsAndSkipReplacesDynamicLookup() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:video").routeId("video").toD("tiktok:video?provider=${header.provider}");
            }
        });
        advise(advice -> advice.mockEndpointsAndSkip("tiktok:*"));
        context.start();
        MockEndpoint mock = context.getEndpoint("mock:tiktok:video", MockEndpoint.class);
        mock.expectedMessageCount(1);

        context.createProducerTemplate().requestBodyAndHeader("direct:video", "x", "provider", "apidirect");

        mock.assertIsSatisfied();
    }

    @Test
    void contextWideMockStrategyReplacesLookup() throws Exception {
        context.getCamelContextExtension()
                .registerEndpointCallback(new InterceptSendToMockEndpointStrategy("tiktok:*", true));
        add("tiktok:video?provider=apidirect");
        context.start();

        assertReplacedBy("mock:tiktok:video");
    }

    @Test
    void weaveByToUriReplacesLookup() throws Exception {
        add("tiktok:video?provider=apidirect");
        advise(advice -> advice.weaveByToUri("tiktok:*").replace().to("mock:found"));
        context.start();

        assertReplacedBy("mock:found");
    }

    @Test
    void mockEndpointsWithoutSkipStillNeedsKey() throws Exception {
        add("tiktok:video?provider=apidirect");
        advise(advice -> advice.mockEndpoints("tiktok:*"));

        assertThatThrownBy(context::start).rootCause().hasMessageContaining("no API key for apidirect");
    }
}
