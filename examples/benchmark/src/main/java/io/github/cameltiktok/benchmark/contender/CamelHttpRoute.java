package io.github.cameltiktok.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.model.dataformat.JsonLibrary;

/** A typical route with camel-http. */
final class CamelHttpRoute extends RouteBuilder {

    static final String API_KEY = "sk_benchmark";
    static final String REQUEST_BODY = "{\"url\":\"${body}\",\"requestSource\":\"API\"}";
    static final String PATH = "/api/v1/get-tiktok-video";

    private final String server;
    private final int inFlight;

    CamelHttpRoute(String server, int inFlight) {
        this.server = server;
        this.inFlight = inFlight;
    }

    @Override
    public void configure() {
        from(RouteLookups.ENTRY)
                .setHeader(Exchange.HTTP_METHOD, constant(HttpMethods.POST))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .setHeader("Authorization", constant("Bearer " + API_KEY))
                .setBody(simple(REQUEST_BODY))
                .to(server + PATH + "?maxTotalConnections=" + inFlight + "&connectionsPerRoute=" + inFlight)
                .unmarshal()
                .json(JsonLibrary.Jackson, JsonNode.class)
                .process(new HandMapping());
    }
}
