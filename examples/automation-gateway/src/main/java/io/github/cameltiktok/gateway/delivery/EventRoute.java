package io.github.cameltiktok.gateway.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/**
 * The operator's route {@code direct:gateway-event}, which sends events to any Camel endpoint, such as Kafka or a file.
 * Headers of the message: {@code GatewayEventId}, {@code GatewayEventType}, {@code GatewayCaller},
 * {@code GatewayWatchId} and {@code GatewayReplay}. Thread-safe.
 */
public final class EventRoute implements AutoCloseable {

    private static final String URI = "direct://gateway-event";

    private final CamelContext context;
    private final ProducerTemplate template;
    private final Duration timeout;

    /** @param timeout for the whole route; shorter than the lease */
    public EventRoute(CamelContext context, Duration timeout) {
        this.context = context;
        this.template = context.createProducerTemplate();
        this.timeout = timeout;
    }

    /** Returns whether the operator has such a route. */
    public boolean exists() {
        return context.getRoutes().stream()
                .anyMatch(route -> route.getEndpoint().getEndpointUri().equals(URI));
    }

    /** Sends an event; never fails itself. */
    CompletableFuture<Answer> send(ClaimedDelivery delivery) {
        long startedAt = System.nanoTime();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(delivery.body());
        exchange.getMessage().setHeader("GatewayEventId", delivery.eventId());
        exchange.getMessage().setHeader("GatewayEventType", delivery.eventType());
        exchange.getMessage().setHeader("GatewayCaller", delivery.caller());
        if (delivery.watchId() != null) {
            exchange.getMessage().setHeader("GatewayWatchId", delivery.watchId());
        }
        exchange.getMessage().setHeader("GatewayReplay", delivery.isReplay());
        return template.asyncSend(URI, exchange)
                .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .handle((done, failure) -> {
                    Duration duration = Duration.ofNanos(System.nanoTime() - startedAt);
                    Throwable cause = failure != null ? failure : done.getException();
                    return cause == null
                            ? new Answer(200, duration, null, "")
                            : Answer.failure(duration, message(cause));
                });
    }

    private String message(Throwable cause) {
        return cause instanceof TimeoutException
                ? "The route direct:gateway-event did not end within " + timeout.toSeconds() + " s"
                : "The route direct:gateway-event failed: " + cause.getClass().getSimpleName();
    }

    @Override
    public void close() {
        template.stop();
    }
}
