package io.github.cameltiktok.gateway.delivery;

import java.time.Duration;

/**
 * Limits of deliveries. Immutable.
 *
 * @param connectTimeout for the TCP connection, and again for the TLS handshake
 * @param timeout for a whole attempt
 * @param lease time after which the deliveries of a killed instance are sent again; longer than an attempt
 * @param perSecond maximum of attempts per second and endpoint
 * @param perEndpoint maximum of attempts in flight per endpoint
 * @param inFlight maximum of attempts in flight
 * @param routeInFlight maximum of events in flight to {@code direct:gateway-event}
 * @param disableAfter time of failures only, after which an endpoint is disabled
 */
public record DeliverySettings(
        Duration connectTimeout,
        Duration timeout,
        Duration lease,
        int perSecond,
        int perEndpoint,
        int inFlight,
        int routeInFlight,
        Duration disableAfter) {

    public DeliverySettings {
        if (lease.compareTo(timeout.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "Lease of " + lease + " is too short: an attempt may take " + timeout + ", and needs half of it");
        }
    }

    /** Returns the settings of one instance. */
    public static DeliverySettings defaults() {
        return new DeliverySettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Duration.ofSeconds(60),
                5,
                4,
                256,
                64,
                Duration.ofDays(5));
    }

    /** Returns this instance's share of the limits that endpoints see. */
    public DeliverySettings sharedBy(int instances) {
        return new DeliverySettings(
                connectTimeout,
                timeout,
                lease,
                Math.max(1, perSecond / instances),
                Math.max(1, perEndpoint / instances),
                inFlight,
                routeInFlight,
                disableAfter);
    }
}
