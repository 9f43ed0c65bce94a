package io.github.cameltiktok.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.ext.web.client.WebClientOptions;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.vertx.http.VertxHttpComponent;
import org.apache.camel.model.dataformat.JsonLibrary;

/** A typical route with camel-vertx-http. */
final class VertxHttpRoute extends RouteBuilder {

    private final String server;
    private final int inFlight;

    VertxHttpRoute(String server, int inFlight) {
        this.server = server;
        this.inFlight = inFlight;
    }

    @Override
    public void configure() {
        VertxHttpComponent component = new VertxHttpComponent();
        // The default of 5 connections would queue most lookups.
        component.setWebClientOptions(new WebClientOptions().setMaxPoolSize(inFlight));
        getContext().addComponent("vertx-http", component);

        from(RouteLookups.ENTRY)
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .setHeader("Authorization", constant("Bearer " + CamelHttpRoute.API_KEY))
                .setBody(simple(CamelHttpRoute.REQUEST_BODY))
                .to("vertx-http:" + server + CamelHttpRoute.PATH)
                .unmarshal()
                .json(JsonLibrary.Jackson, JsonNode.class)
                .process(new HandMapping());
    }
}
