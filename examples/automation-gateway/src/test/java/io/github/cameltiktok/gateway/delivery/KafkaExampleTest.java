package io.github.cameltiktok.gateway.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

class KafkaExampleTest {

    @Test
    void exampleSendsEachEventUnderTheKeyOfItsCaller() throws Exception {
        CompletableFuture<Exchange> sent = new CompletableFuture<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            // Takes the place of camel-kafka, which is not on the class path.
            context.addComponent("kafka", new DirectComponent());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("kafka:tiktok.events").process(sent::complete);
                }
            });
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveMandatoryResource(
                            context, "classpath:gateway-event-kafka.camel.yaml"));
            context.start();
            context.createProducerTemplate()
                    .sendBodyAndHeader("direct:gateway-event", "{\"id\":\"evt_1\"}", "GatewayCaller", "team");

            Exchange event = sent.get(60, TimeUnit.SECONDS);
            assertThat(event.getMessage().getHeader("kafka.KEY")).isEqualTo("team");
            assertThat(event.getMessage().getBody()).isEqualTo("{\"id\":\"evt_1\"}");
        }
    }
}
