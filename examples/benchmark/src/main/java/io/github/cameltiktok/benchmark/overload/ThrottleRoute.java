package io.github.cameltiktok.benchmark.overload;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

/** A route with camel-http and Camel's throttle in its concurrent-requests mode. */
final class ThrottleRoute extends RouteBuilder {

    static final String API_KEY = "benchmark";

    private final String server;
    private final Limits limits;
    private final boolean hasQueue;

    /** @param hasQueue whether lookups wait for a permit, up to {@link Limits#inTime()} */
    ThrottleRoute(String server, Limits limits, boolean hasQueue) {
        this.server = server;
        this.limits = limits;
        this.hasQueue = hasQueue;
    }

    @Override
    public void configure() {
        getContext().getComponent("http", HttpComponent.class).setResponseTimeout(limits.deadlineMillis());
        errorHandler(noErrorHandler());
        ProcessorDefinition<?> throttled = hasQueue
                ? from(OpenLoop.ENTRY)
                        .throttle(limits.inTime())
                        .concurrentRequestsMode()
                        .rejectExecution(true)
                        .throttle(limits.permits())
                        .concurrentRequestsMode()
                        .validate(exchange -> exchange.getClock().elapsed() < limits.deadlineMillis())
                : from(OpenLoop.ENTRY)
                        .throttle(limits.permits())
                        .concurrentRequestsMode()
                        .rejectExecution(true);
        throttled
                .setHeader(Exchange.HTTP_METHOD, constant(HttpMethods.GET))
                .setHeader(Exchange.HTTP_QUERY, simple("video_id=${body}"))
                .setHeader("X-API-Key", constant(API_KEY))
                .to(server + "/v1/tiktok/video?maxTotalConnections=" + limits.permits() + "&connectionsPerRoute="
                        + limits.permits())
                .unmarshal()
                .json(JsonLibrary.Jackson, JsonNode.class);
    }
}
