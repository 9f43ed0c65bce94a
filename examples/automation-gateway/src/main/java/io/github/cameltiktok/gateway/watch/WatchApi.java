package io.github.cameltiktok.gateway.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.delivery.Endpoints;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.QueryNumber;
import io.github.cameltiktok.gateway.lookup.Prices;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import io.github.cameltiktok.provider.Price;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Operations that manage watches. Thread-safe. */
public final class WatchApi {

    private final Database database;
    private final Clock clock;
    private final Predicate<String> isProvider;
    private final Prices prices;
    private final Endpoints endpoints;
    private final Events events;
    private final EventFeed feed;
    private final Outbox outbox;
    private final Watches watches = new Watches();
    private final DueSubjects subjects = new DueSubjects();

    /** @param isProvider whether a provider of this name exists */
    public WatchApi(
            Database database,
            Clock clock,
            Predicate<String> isProvider,
            Prices prices,
            Endpoints endpoints,
            Events events,
            EventFeed feed,
            Outbox outbox) {
        this.database = database;
        this.clock = clock;
        this.isProvider = isProvider;
        this.prices = prices;
        this.endpoints = endpoints;
        this.events = events;
        this.feed = feed;
        this.outbox = outbox;
    }

    public List<Operation> operations() {
        String one = "/v1/watches/{watchId}";
        return List.of(
                new Operation("createWatch", "POST", "/v1/watches", Scope.WATCH, this::createWatch),
                new Operation("listWatches", "GET", "/v1/watches", Scope.WATCH, this::listWatches),
                new Operation("getWatch", "GET", one, Scope.WATCH, this::getWatch),
                new Operation("changeWatch", "PATCH", one, Scope.WATCH, this::changeWatch),
                new Operation("deleteWatch", "DELETE", one, Scope.WATCH, this::deleteWatch),
                new Operation("testWatch", "POST", one + "/test", Scope.WATCH, this::testWatch));
    }

    private CompletionStage<Reply> createWatch(Call call) {
        Caller caller = call.requireCaller();
        WatchRequest request = WatchRequest.parse(call, isProvider);
        return database.run(handle -> create(handle, caller, request)).thenApply(created -> WatchJson.reply(
                        201, created)
                .with(
                        "Location",
                        call.publicUrl() + "/v1/watches/" + created.path("id").asText()));
    }

    private ObjectNode create(Handle handle, Caller caller, WatchRequest request) {
        Instant now = clock.instant();
        String id = Ids.next("wat_");
        String subjectId = subjects.findOrCreate(handle, request, now);
        lock(handle, caller);
        CallerPolls polls = new CallerPolls(watches.activeOf(handle, caller.name()));
        Estimate estimate = polls.estimate(
                id,
                subjectId,
                request.settings().every(),
                prices.of(providerOrDefault(request.provider()), request.kind()));
        WatchLimits.checkCadence(caller, request.settings().every(), estimate);
        WatchLimits.checkBudget(caller, polls.callsPerDayWithout(id), estimate);
        WatchLimits.checkCount(caller, watches.count(handle, caller.name()), estimate);
        Endpoints.Created endpoint =
                request.callbackUrl() == null ? null : endpoints.create(handle, caller, request.callbackUrl());
        watches.insert(handle, id, caller.name(), subjectId, endpoint == null ? null : endpoint.id(), request, now);
        subjects.schedule(handle, subjectId, watches.active(handle, subjectId), now);
        return WatchJson.of(require(handle, caller, id), estimate, endpoint == null ? null : endpoint.secret());
    }

    private CompletionStage<Reply> listWatches(Call call) {
        Caller caller = call.requireCaller();
        int limit = QueryNumber.limit(call);
        String cursor = call.query().getOrDefault("cursor", "");
        return database.run(handle -> {
            List<WatchRow> found = watches.list(handle, caller.name(), cursor, limit + 1);
            CallerPolls polls = new CallerPolls(watches.activeOf(handle, caller.name()));
            List<ObjectNode> items = found.stream()
                    .limit(limit)
                    .map(watch -> WatchJson.of(watch, estimate(polls, watch), null))
                    .toList();
            String next = found.size() > limit ? found.get(limit - 1).id() : null;
            return WatchJson.reply(200, WatchJson.page(items, next));
        });
    }

    private CompletionStage<Reply> getWatch(Call call) {
        Caller caller = call.requireCaller();
        return database.run(handle -> shown(handle, caller, watchId(call), null));
    }

    private CompletionStage<Reply> changeWatch(Call call) {
        Caller caller = call.requireCaller();
        WatchChange change = WatchChange.parse(call.requireBody());
        return database.run(handle -> {
            WatchRow watch = lockedWatch(handle, caller, watchId(call));
            String secret = change(handle, caller, watch, change);
            subjects.schedule(handle, watch.subjectId(), watches.active(handle, watch.subjectId()), clock.instant());
            return shown(handle, caller, watch.id(), secret);
        });
    }

    /** Returns the new secret; {@code null} for none. */
    private @Nullable String change(Handle handle, Caller caller, WatchRow watch, WatchChange change) {
        Instant now = clock.instant();
        WatchSettings settings = change.applyTo(watch.settings(), watch.kind());
        boolean isNewCadence = !settings.every().equals(watch.settings().every());
        boolean isActivated = !watch.isActive() && change.callbackUrl() != null;
        if (isNewCadence || isActivated) {
            CallerPolls polls = new CallerPolls(watches.activeOf(handle, caller.name()));
            Estimate estimate = polls.estimate(watch.id(), watch.subjectId(), settings.every(), price(watch));
            WatchLimits.checkCadence(caller, settings.every(), estimate);
            WatchLimits.checkBudget(caller, polls.callsPerDayWithout(watch.id()), estimate);
        }
        Instant due = watch.nextDueAt();
        if (isNewCadence && watch.snapshot() != null) {
            due = PollGrid.next(watch.anchorAt(), settings.every(), now);
        }
        Endpoints.Created endpoint = endpoint(handle, caller, watch, change);
        watches.change(
                handle,
                watch.id(),
                settings,
                endpoint == null ? watch.endpointId() : endpoint.id(),
                change.callbackUrl() == null ? watch.state() : "active",
                due);
        return endpoint == null ? null : endpoint.secret();
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

    private CompletionStage<Reply> deleteWatch(Call call) {
        Caller caller = call.requireCaller();
        return database.run(handle -> {
            WatchRow watch = watches.find(handle, caller.name(), watchId(call)).orElse(null);
            if (watch != null) {
                subjects.lock(handle, watch.subjectId());
                if (watch.endpointId() != null) {
                    endpoints.cancel(handle, watch.endpointId());
                }
                watches.delete(handle, watch.id());
                List<WatchRow> others = watches.active(handle, watch.subjectId());
                subjects.schedule(handle, watch.subjectId(), others, clock.instant());
                subjects.deleteIfUnused(handle, watch.subjectId());
            }
            return Reply.empty(204);
        });
    }

    private CompletionStage<Reply> testWatch(Call call) {
        Caller caller = call.requireCaller();
        return database.run(handle -> {
                    WatchRow watch = require(handle, caller, watchId(call));
                    if (!watch.isActive()) {
                        throw ProblemException.invalid(
                                "watchId",
                                "The watch must be active, but is " + watch.shownState()
                                        + ". Set its callbackUrl again to activate it.");
                    }
                    Event event = events.append(handle, Samples.ofWatch(watch, clock.instant()));
                    outbox.enqueue(handle, event, watch.endpointId());
                    return event;
                })
                .thenApply(event -> {
                    outbox.wake();
                    feed.wake(event.caller());
                    return WatchJson.reply(202, WatchJson.accepted(event.id()));
                });
    }

    private Reply shown(Handle handle, Caller caller, String id, @Nullable String secret) {
        WatchRow watch = require(handle, caller, id);
        CallerPolls polls = new CallerPolls(watches.activeOf(handle, caller.name()));
        return WatchJson.reply(200, WatchJson.of(watch, estimate(polls, watch), secret));
    }

    private Estimate estimate(CallerPolls polls, WatchRow watch) {
        return polls.estimate(watch.id(), watch.subjectId(), watch.settings().every(), price(watch));
    }

    private @Nullable Price price(WatchRow watch) {
        return prices.of(providerOrDefault(watch.provider()), watch.kind());
    }

    private static @Nullable String providerOrDefault(String provider) {
        return provider.isEmpty() ? null : provider;
    }

    private WatchRow lockedWatch(Handle handle, Caller caller, String id) {
        subjects.lock(handle, require(handle, caller, id).subjectId());
        lock(handle, caller);
        // Read again: it may have changed before the locks.
        return require(handle, caller, id);
    }

    private WatchRow require(Handle handle, Caller caller, String id) {
        return watches.find(handle, caller.name(), id)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "This key has no watch with the id of the path."));
    }

    /** Locks the caller until the transaction ends, so that two requests do not exceed its limits together. */
    private static void lock(Handle handle, Caller caller) {
        handle.createUpdate("UPDATE caller SET last_position = last_position WHERE name = :name")
                .bind("name", caller.name())
                .execute();
    }

    private static String watchId(Call call) {
        return call.path().getOrDefault("watchId", "");
    }
}
