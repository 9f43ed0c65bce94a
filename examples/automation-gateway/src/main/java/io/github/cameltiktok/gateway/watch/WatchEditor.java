package io.github.cameltiktok.gateway.watch;

import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.delivery.Endpoints;
import io.github.cameltiktok.gateway.lookup.Prices;
import io.github.cameltiktok.gateway.store.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and deletes watches, and keeps the schedule of their subjects. Each method runs in the caller's
 * transaction, which locks first the subject, then the callback, then the caller. Thread-safe.
 */
final class WatchEditor {

    private final Clock clock;
    private final Prices prices;
    private final Endpoints endpoints;
    private final Watches watches = new Watches();
    private final DueSubjects subjects = new DueSubjects();

    WatchEditor(Clock clock, Prices prices, Endpoints endpoints) {
        this.clock = clock;
        this.prices = prices;
        this.endpoints = endpoints;
    }

    /**
     * A created or changed watch.
     *
     * @param secret of a new callback or after a rotation; {@code null} for none
     */
    record Edited(String id, @Nullable String secret) {

        @Override
        public String toString() {
            return id;
        }
    }

    /** @throws ProblemException if the key cannot afford the watch, or the callback is refused */
    Edited create(Handle handle, Caller caller, WatchRequest request) {
        Instant now = clock.instant();
        String id = Ids.next("wat_");
        String subjectId = subjects.findOrCreate(handle, request, now);
        lock(handle, caller);
        CallerPolls polls = polls(handle, caller);
        Estimate estimate = polls.estimate(id, subjectId, request);
        WatchLimits.checkCadence(caller, request.settings().every(), estimate);
        WatchLimits.checkBudget(caller, polls.callsPerDayWithout(id), estimate);
        WatchLimits.checkCount(caller, watches.count(handle, caller.name()), estimate);
        Endpoints.Created endpoint =
                request.callbackUrl() == null ? null : endpoints.create(handle, caller, request.callbackUrl());
        watches.insert(handle, id, caller.name(), subjectId, endpoint == null ? null : endpoint.id(), request, now);
        schedule(handle, subjectId);
        return new Edited(id, endpoint == null ? null : endpoint.secret());
    }

    /** @throws ProblemException if there is no such watch, a field is wrong, or the key cannot afford the change */
    Edited change(Handle handle, Caller caller, String id, WatchChange change) {
        WatchRow watch = locked(handle, caller, id);
        WatchSettings settings = change.applyTo(watch.settings(), watch.kind());
        boolean isNewCadence = !settings.every().equals(watch.settings().every());
        boolean isActivated = !watch.isActive() && change.callbackUrl() != null;
        if (isNewCadence || isActivated) {
            CallerPolls polls = polls(handle, caller);
            Estimate estimate = polls.estimate(watch, settings.every());
            WatchLimits.checkCadence(caller, settings.every(), estimate);
            WatchLimits.checkBudget(caller, polls.callsPerDayWithout(watch.id()), estimate);
        }
        Instant due = isNewCadence && watch.snapshot() != null
                ? PollGrid.next(watch.anchorAt(), settings.every(), clock.instant())
                : watch.nextDueAt();
        Endpoints.Created endpoint = endpoint(handle, caller, watch, change);
        watches.change(
                handle,
                watch.id(),
                settings,
                endpoint == null ? watch.endpointId() : endpoint.id(),
                change.callbackUrl() == null ? watch.state() : "active",
                due);
        schedule(handle, watch.subjectId());
        return new Edited(watch.id(), endpoint == null ? null : endpoint.secret());
    }

    private Endpoints.@Nullable Created endpoint(Handle handle, Caller caller, WatchRow watch, WatchChange change) {
        String old = watch.endpointId();
        if (change.callbackUrl() != null) {
            if (old != null) {
                endpoints.cancel(handle, old);
            }
            return endpoints.create(handle, caller, change.callbackUrl());
        }
        if (!change.rotatesSecret()) {
            return null;
        }
        if (old == null) {
            throw ProblemException.invalid(
                    "/rotateSecret", "rotateSecret must be absent, because the watch has no callbackUrl and no secret");
        }
        return endpoints.rotate(handle, caller, old);
    }

    /** Deletes a watch, and cancels its pending deliveries. No effect if the caller has no such watch. */
    void delete(Handle handle, String callerName, String id) {
        WatchRow watch = watches.find(handle, callerName, id).orElse(null);
        if (watch == null) {
            return;
        }
        subjects.lock(handle, watch.subjectId());
        if (watch.endpointId() != null) {
            endpoints.cancel(handle, watch.endpointId());
        }
        watches.delete(handle, watch.id());
        schedule(handle, watch.subjectId());
        subjects.deleteIfUnused(handle, watch.subjectId());
    }

    /** @throws ProblemException if the caller has no such watch */
    WatchRow require(Handle handle, Caller caller, String id) {
        return watches.find(handle, caller.name(), id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "This key has no watch with the id of the path."));
    }

    CallerPolls polls(Handle handle, Caller caller) {
        return new CallerPolls(watches.activeOf(handle, caller.name()), prices);
    }

    private void schedule(Handle handle, String subjectId) {
        List<WatchRow> active = watches.active(handle, subjectId);
        subjects.schedule(handle, subjectId, active, clock.instant());
    }

    private WatchRow locked(Handle handle, Caller caller, String id) {
        WatchRow watch = require(handle, caller, id);
        subjects.lock(handle, watch.subjectId());
        handle.createUpdate("UPDATE webhook_endpoint SET state = state WHERE id = :id")
                .bind("id", watch.endpointId())
                .execute();
        lock(handle, caller);
        // Read again: it may have changed before the locks.
        return require(handle, caller, id);
    }

    /** Locks the caller until the transaction ends, so that two requests do not exceed its limits together. */
    private static void lock(Handle handle, Caller caller) {
        handle.createUpdate("UPDATE caller SET last_position = last_position WHERE name = :name")
                .bind("name", caller.name())
                .execute();
    }
}
