package io.github.cameltiktok;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.sandbox.Sandbox;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** A Camel context of its own for one test, whose component asks the sandbox; it is to be started by the test. */
final class WatchedCamel implements AutoCloseable {

    final DefaultCamelContext context = new DefaultCamelContext();
    final TikTokComponent component;

    WatchedCamel(Sandbox sandbox) {
        component = SandboxRoutes.component(sandbox);
        context.addComponent("tiktok", component);
    }

    WatchedCamel start() {
        context.start();
        return this;
    }

    /** Looks something up, which must be found. */
    void find(String uri, String body, @Nullable String requestSource) {
        assertThat(ask(uri, body, requestSource).getException()).as(uri).isNull();
    }

    /** Looks something up, which must fail. */
    TikTokException fail(String uri, String body) {
        Exchange exchange = ask(uri, body, null);
        assertThat(exchange.getException()).as(uri).isInstanceOf(TikTokException.class);
        return exchange.getException(TikTokException.class);
    }

    /** Starts a lookup. */
    CompletableFuture<Exchange> send(String uri, String body) {
        return context.createProducerTemplate()
                .asyncSend(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private Exchange ask(String uri, String body, @Nullable String requestSource) {
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
