package io.github.cameltiktok.gateway.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.EventBody;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Records {@code watch.disabled} events, for the operator's route and for readers of the caller's events. Such an event
 * holds what the last event of the watch held, so that nothing needs to be looked up. Thread-safe.
 */
final class DisabledWatches {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TYPE = "watch.disabled";

    private final Events events;
    private final Outbox outbox;
    private final Clock clock;

    /** A watch and its caller. */
    private record Watch(String id, String caller, String host) {}

    DisabledWatches(Events events, Outbox outbox, Clock clock) {
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Records an event for each watch of an endpoint. */
    void report(Handle handle, String endpointId) {
        List<Watch> watches = handle.createQuery(
                        "SELECT w.id, w.caller, e.host FROM watch w JOIN webhook_endpoint e ON e.id = w.endpoint_id"
                                + " WHERE e.id = :id")
                .bind("id", endpointId)
                .map((row, context) -> new Watch(row.getString("id"), row.getString("caller"), row.getString("host")))
                .list();
        for (Watch watch : watches) {
            Instant now = clock.instant();
            String id = Ids.next("evt_");
            NewEvent event =
                    new NewEvent(id, watch.caller, watch.id, TYPE, now, body(last(handle, watch), watch, id, now));
            outbox.enqueue(handle, events.append(handle, event), null);
        }
    }

    private ObjectNode last(Handle handle, Watch watch) {
        List<Event> last = events.before(handle, watch.caller, watch.id, Long.MAX_VALUE, 1);
        if (last.isEmpty()) {
            return JSON.createObjectNode();
        }
        try {
            JsonNode body = JSON.readTree(last.get(0).body());
            return body instanceof ObjectNode object ? object : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static String body(ObjectNode last, Watch watch, String id, Instant now) {
        last.put("id", id);
        last.put("type", TYPE);
        last.put("timestamp", now.toString());
        last.put("watchId", watch.id);
        last.put("sample", false);
        last.put("summary", "Watch disabled: all deliveries to " + watch.host + " failed for days");
        return EventBody.bounded(last);
    }
}
