package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.EventBody;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disables watches whose callback has ended, after a 410 or days of failures: their polls stop costing. The
 * operator's route gets an event {@code watch.disabled}, which holds what the last event of the watch held. Thread-safe.
 */
public final class DisabledWatches {

    static final String TYPE = "watch.disabled";

    private static final Logger LOG = LoggerFactory.getLogger(DisabledWatches.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_A_TIME = 100;

    private final Database database;
    private final Clock clock;
    private final Events events;
    private final EventFeed feed;
    private final Outbox outbox;
    private final Watches watches = new Watches();
    private final DueSubjects subjects = new DueSubjects();

    public DisabledWatches(Database database, Clock clock, Events events, EventFeed feed, Outbox outbox) {
        this.database = database;
        this.clock = clock;
        this.events = events;
        this.feed = feed;
        this.outbox = outbox;
    }

    /**
     * Disables up to 100 watches. To be called every few seconds.
     *
     * @return completes after the commits; never fails
     */
    public CompletableFuture<Void> tick() {
        return database.run(handle -> watches.withEndedCallback(handle, AT_A_TIME))
                .thenCompose(ended -> CompletableFuture.allOf(
                        ended.stream().map(this::disable).toArray(CompletableFuture[]::new)))
                .exceptionally(failure -> {
                    LOG.debug("Watches not disabled: {}", failure.toString());
                    return null;
                });
    }

    private CompletableFuture<Void> disable(WatchRow watch) {
        return database.run(handle -> disabled(handle, watch)).thenAccept(isDone -> {
            if (isDone) {
                LOG.warn("Watch {} of {} disabled: {}", watch.id(), watch.caller(), reason(watch));
                outbox.wake();
                feed.wake(watch.caller());
            }
        });
    }

    /** Returns false if another instance has disabled the watch. */
    private boolean disabled(Handle handle, WatchRow watch) {
        Instant now = clock.instant();
        subjects.lock(handle, watch.subjectId());
        if (!watches.disable(handle, watch.id())) {
            return false;
        }
        String id = Ids.next("evt_");
        String body = body(handle, watch, id, now);
        Event event = events.append(handle, new NewEvent(id, watch.caller(), watch.id(), TYPE, now, body));
        // The callback has ended, so only the operator's route gets the event.
        outbox.enqueue(handle, event, null);
        subjects.schedule(handle, watch.subjectId(), watches.active(handle, watch.subjectId()), now);
        return true;
    }

    private String body(Handle handle, WatchRow watch, String id, Instant now) {
        List<Event> last = events.before(handle, watch.caller(), watch.id(), Long.MAX_VALUE, 1);
        ObjectNode body =
                last.isEmpty() ? JSON.createObjectNode() : parsed(last.get(0).body());
        body.put("id", id);
        body.put("type", TYPE);
        body.put("timestamp", now.toString());
        body.put("watchId", watch.id());
        body.put("sample", false);
        body.put("summary", "Watch disabled: " + reason(watch));
        return EventBody.bounded(body);
    }

    private static ObjectNode parsed(String body) {
        try {
            return (ObjectNode) JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event is no JSON", e);
        }
    }

    private static String reason(WatchRow watch) {
        return watch.callbackHost() + ("gone".equals(watch.endpointState()) ? " answered 410" : " failed for days");
    }
}
