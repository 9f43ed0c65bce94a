package io.github.cameltiktok.benchmark.contender;

import io.github.cameltiktok.model.TikTokVideo;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** Looks up links through a route from {@code direct:lookup} that returns a {@link TikTokVideo}. */
final class RouteLookups implements Lookups {

    static final String ENTRY = "direct:lookup";

    private final CamelContext context;
    private final Endpoint entry;
    private final AsyncProducer producer;
    private final boolean isBlocking;

    private RouteLookups(CamelContext context, Endpoint entry, AsyncProducer producer, boolean isBlocking) {
        this.context = context;
        this.entry = entry;
        this.producer = producer;
        this.isBlocking = isBlocking;
    }

    static RouteLookups start(RoutesBuilder route, boolean isBlocking) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.addRoutes(route);
        context.start();
        Endpoint entry = context.getEndpoint(ENTRY);
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        return new RouteLookups(context, entry, producer, isBlocking);
    }

    @Override
    public boolean isBlocking() {
        return isBlocking;
    }

    /** Avoids ProducerTemplate, whose asynchronous methods use a thread pool. */
    @Override
    public void find(String link, LookupCallback callback) {
        Exchange exchange = entry.createExchange(ExchangePattern.InOut);
        exchange.getMessage().setBody(link);
        producer.process(exchange, isSynchronous -> callback.completed(id(exchange), exchange.getException()));
    }

    private static @Nullable String id(Exchange exchange) {
        return exchange.getException() == null && exchange.getMessage().getBody() instanceof TikTokVideo video
                ? video.id()
                : null;
    }

    @Override
    public void close() throws Exception {
        producer.stop();
        context.close();
    }
}
