package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.EventBody;
import io.github.cameltiktok.gateway.event.EventDraft;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.NewEvent;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.gateway.watch.DueSubjects.Claim;
import io.github.cameltiktok.model.TikTokJson;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.watch.Change;
import io.github.cameltiktok.watch.Watch;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction after a lookup: moves the snapshots, appends the events, enqueues their deliveries, and schedules the next
 * poll. A crash before the commit repeats the lookup and loses no event; no event happens twice, since snapshots and events
 * change together. Thread-safe.
 */
final class PollCommit {

    private static final Logger LOG = LoggerFactory.getLogger(PollCommit.class);

    private final Clock clock;
    private final Events events;
    private final Outbox outbox;
    private final Watches watches = new Watches();
    private final DueSubjects subjects = new DueSubjects();

    PollCommit(Clock clock, Events events, Outbox outbox) {
        this.clock = clock;
        this.events = events;
        this.outbox = outbox;
    }

    /**
     * Records a poll.
     *
     * @param record {@code null} if the subject is not visible
     * @return the callers with new events; empty if the claim was lost
     */
    Set<String> apply(Handle handle, Claim claim, @Nullable TikTokRecord record) {
        Set<String> callers = new TreeSet<>();
        if (!subjects.lockIfOwned(handle, claim)) {
            LOG.info("Poll of {} dropped: its lease of {} has run out", claim.url(), DueSubjects.LEASE);
            return callers;
        }
        Instant now = clock.instant();
        JsonNode json = record == null ? null : TikTokJson.tree(record);
        // In the order of their names, callers are locked by all transactions alike.
        List<WatchRow> due = new ArrayList<>(watches.due(handle, claim.id(), now));
        due.sort(Comparator.comparing(WatchRow::caller));
        for (WatchRow watch : due) {
            Watch.Outcome outcome = watch.settings().comparison(watch.kind()).compare(watch.snapshot(), record, now);
            Change change = outcome.change();
            boolean isEvent = change != null && watch.settings().events().contains(name(change));
            if (change != null && isEvent) {
                append(handle, watch, change, json, now);
                callers.add(watch.caller());
            }
            watches.polled(
                    handle,
                    watch.id(),
                    outcome.next().text(),
                    watch.lastSequence() + (isEvent ? 1 : 0),
                    PollGrid.next(watch.anchorAt(), watch.settings().every(), now));
        }
        subjects.release(handle, claim);
        subjects.schedule(handle, claim.id(), watches.active(handle, claim.id()), now);
        return callers;
    }

    private void append(Handle handle, WatchRow watch, Change change, @Nullable JsonNode record, Instant now) {
        EventDraft draft = new EventDraft(
                Ids.next("evt_"),
                watch.kind(),
                name(change),
                now,
                watch.lastSequence() + 1,
                watch.id(),
                watch.settings().label(),
                watch.requestSource(),
                false,
                record == null ? List.of() : EventDraft.changes(change, record),
                watch.url(),
                record);
        Event event = events.append(
                handle, new NewEvent(draft.id(), watch.caller(), watch.id(), draft.type(), now, EventBody.of(draft)));
        outbox.enqueue(handle, event, watch.endpointId());
    }

    private static String name(Change change) {
        return String.valueOf(change.event()).toLowerCase(Locale.ROOT);
    }
}
