package io.github.cameltiktok.gateway.http;

import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;

/** Runs a route on the event loop, and answers when the route has completed on whatever thread. */
final class AsyncHttpConsumer extends VertxPlatformHttpConsumer {

    AsyncHttpConsumer(PlatformHttpEndpoint endpoint, Processor processor, List<Handler<RoutingContext>> handlers) {
        super(endpoint, processor, handlers, ApiServer.ROUTER_NAME);
    }

    @Override
    protected void handleRequest(RoutingContext request) {
        if (isSuspended()) {
            ProblemException stopping = new ProblemException(ProblemType.STORE_UNAVAILABLE, "The gateway is stopping.");
            ResponseWriter.write(request, Answer.of(Problems.reply(stopping, RequestIds.of(request))));
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getMessage().setBody(ApiRequest.of(request));
        try {
            createUoW(exchange);
        } catch (Exception e) {
            releaseExchange(exchange, false);
            request.fail(e);
            return;
        }
        Context eventLoop = request.vertx().getOrCreateContext();
        getAsyncProcessor()
                .process(exchange, completed -> eventLoop.runOnContext(nothing -> answer(request, exchange)));
    }

    private void answer(RoutingContext request, Exchange exchange) {
        Answer answer = exchange.getMessage().getBody() instanceof Answer ready
                ? ready
                : Answer.of(Problems.reply(failure(exchange), RequestIds.of(request)));
        // A stream lasts longer than the exchange, so that a stop of the routes does not wait for it.
        doneUoW(exchange);
        releaseExchange(exchange, false);
        ResponseWriter.write(request, answer);
    }

    private static Throwable failure(Exchange exchange) {
        Exception failure = exchange.getException();
        return failure == null ? new IllegalStateException("route without an answer") : failure;
    }
}
