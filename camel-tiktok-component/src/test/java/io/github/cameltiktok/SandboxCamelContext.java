package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.Sandbox;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** A Camel context for one test, with a component that calls the sandbox. The test starts it. */
final class SandboxCamelContext implements AutoCloseable {

    final DefaultCamelContext context = new DefaultCamelContext();
    final TikTokComponent component;

    SandboxCamelContext(Sandbox sandbox) {
        component = SandboxComponents.create(sandbox);
        context.addComponent("tiktok", component);
    }

    SandboxCamelContext start() {
        context.start();
        return this;
    }

    /** Asserts that the lookup succeeds. */
    void expectFound(String uri, String body, @Nullable String requestSource) {
        assertThat(send(uri, body, requestSource).getException()).as(uri).isNull();
    }

    /** Asserts that the lookup fails. */
    TikTokException expectFailure(String uri, String body) {
        Exchange exchange = send(uri, body, null);
        assertThat(exchange.getException()).as(uri).isInstanceOf(TikTokException.class);
        return exchange.getException(TikTokException.class);
    }

    /** Starts a lookup. On return it is in flight, queued or coalesced. */
    CompletableFuture<Exchange> sendAsync(String uri, String body) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        context.addService(producer);
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return producer.processAsync(exchange);
    }

    private Exchange send(String uri, String body, @Nullable String requestSource) {
        return context.createFluentProducerTemplate()
                .to(uri)
                .withBody(body)
                .withHeaders(requestSource == null ? Map.of() : Map.of(TikTokHeaders.REQUEST_SOURCE, requestSource))
                .send();
    }

    @Override
    public void close() {
        context.stop();
    }
}
