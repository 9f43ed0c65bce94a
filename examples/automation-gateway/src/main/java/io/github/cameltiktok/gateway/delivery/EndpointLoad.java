package io.github.cameltiktok.gateway.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts attempts in flight, and spaces those of an endpoint. Thread-safe. */
final class EndpointLoad {

    private final int perEndpoint;
    private final int routeInFlight;
    private final Duration spacing;
    private final Clock clock;
    private final Map<String, Load> loads = new HashMap<>();
    private int inFlight;

    /** Load of one endpoint. */
    private static final class Load {
        private int inFlight;
        private long nextAt;
    }

    EndpointLoad(DeliverySettings settings, Clock clock) {
        this.perEndpoint = settings.perEndpoint();
        this.routeInFlight = settings.routeInFlight();
        this.spacing = Duration.ofSeconds(1).dividedBy(settings.perSecond());
        this.clock = clock;
    }

    /** Returns the endpoints that take no attempt now. */
    synchronized List<String> busy() {
        long now = clock.millis();
        loads.values().removeIf(load -> load.inFlight == 0 && load.nextAt <= now);
        return loads.entrySet().stream()
                .filter(entry -> isBusy(entry.getKey(), entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean isBusy(String endpoint, Load load, long now) {
        return endpoint.equals(Endpoints.ROUTE)
                ? load.inFlight >= routeInFlight
                : load.inFlight >= perEndpoint || load.nextAt > now;
    }

    synchronized int routeFree() {
        Load load = loads.get(Endpoints.ROUTE);
        return load == null ? routeInFlight : routeInFlight - load.inFlight;
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized void started(String endpoint) {
        Load load = loads.computeIfAbsent(endpoint, id -> new Load());
        load.inFlight++;
        load.nextAt = clock.millis() + spacing.toMillis();
        inFlight++;
    }

    synchronized void ended(String endpoint) {
        Load load = loads.get(endpoint);
        if (load != null) {
            load.inFlight--;
        }
        inFlight--;
    }
}
