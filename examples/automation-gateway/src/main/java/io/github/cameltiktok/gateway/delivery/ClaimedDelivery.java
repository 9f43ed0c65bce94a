package io.github.cameltiktok.gateway.delivery;

import org.jspecify.annotations.Nullable;

/**
 * A delivery that this instance may send until the lease ends. Immutable.
 *
 * @param id of the delivery
 * @param leaseUntil end of the lease, which identifies the claim
 * @param attempts failed attempts so far
 * @param isReplay whether it was replayed
 * @param eventId the {@code webhook-id}
 * @param eventType such as {@code video.changed}
 * @param caller that owns the event
 * @param watchId {@code null} for events of a batch
 * @param body exact JSON
 * @param endpointId receives it
 * @param url sealed
 * @param secret sealed
 * @param previousSecret sealed; {@code null} if no longer valid
 */
record ClaimedDelivery(
        String id,
        long leaseUntil,
        int attempts,
        boolean isReplay,
        String eventId,
        String eventType,
        String caller,
        @Nullable String watchId,
        String body,
        String endpointId,
        String url,
        String secret,
        @Nullable String previousSecret) {

    boolean isForRoute() {
        return endpointId.equals(Endpoints.ROUTE);
    }

    @Override
    public String toString() {
        return id;
    }
}
