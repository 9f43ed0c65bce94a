package io.github.cameltiktok.gateway.delivery;

import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.store.Ids;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Records deliveries in the transaction that records their event, so that neither is lost. Thread-safe. */
public final class Outbox {

    private final Clock clock;
    private final BooleanSupplier hasRoute;
    private final Runnable wake;

    /**
     * @param hasRoute whether the operator has a route {@code direct:gateway-event}
     * @param wake sends what is due; must not block
     */
    public Outbox(Clock clock, BooleanSupplier hasRoute, Runnable wake) {
        this.clock = clock;
        this.hasRoute = hasRoute;
        this.wake = wake;
    }

    /**
     * Records the deliveries of an event, in the transaction of the handle.
     *
     * @param endpointId {@code null} if the event has no callback; then only the operator's route gets it
     */
    public void enqueue(Handle handle, Event event, @Nullable String endpointId) {
        if (endpointId != null) {
            insert(handle, event, endpointId, event.caller());
        }
        if (hasRoute.getAsBoolean()) {
            // Belongs to no caller: callers do not see the operator's deliveries.
            insert(handle, event, Endpoints.ROUTE, "");
        }
    }

    /** Sends what is due. Call it after the commit; without it, deliveries start with the next tick. */
    public void wake() {
        wake.run();
    }

    private void insert(Handle handle, Event event, String endpointId, String caller) {
        long now = clock.millis();
        handle.createUpdate(
                        "INSERT INTO delivery (id, caller, event_id, endpoint_id, state, due_at, attempts, replayed,"
                                + " lease_until, created_at) VALUES (:id, :caller, :event, :endpoint, 'pending', :now, 0, 0, 0,"
                                + " :now)")
                .bind("id", Ids.next("dlv_"))
                .bind("caller", caller)
                .bind("event", event.id())
                .bind("endpoint", endpointId)
                .bind("now", now)
                .execute();
    }
}
