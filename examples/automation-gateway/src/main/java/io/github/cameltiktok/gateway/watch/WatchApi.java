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
import io.github.cameltiktok.gateway.store.Sealed;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** Operations that manage watches. Thread-safe. */
public final class WatchApi {

    private final Database database;
    private final Clock clock;
    private final Predicate<String> isProvider;
    private final WatchEditor editor;
    private final Events events;
    private final EventFeed feed;
    private final Outbox outbox;
    private final UnsubscribeLinks links;
    private final Watches watches = new Watches();

    /** @param isProvider whether a provider of this name exists */
    public WatchApi(
            Database database,
            Sealed sealed,
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
        this.editor = new WatchEditor(clock, prices, endpoints);
        this.events = events;
        this.feed = feed;
        this.outbox = outbox;
        this.links = new UnsubscribeLinks(sealed);
    }

    public List<Operation> operations() {
        String one = "/v1/watches/{watchId}";
        return List.of(
                new Operation("createWatch", "POST", "/v1/watches", Scope.WATCH, this::createWatch),
                new Operation("listWatches", "GET", "/v1/watches", Scope.WATCH, this::listWatches),
                new Operation("getWatch", "GET", one, Scope.WATCH, this::getWatch),
                new Operation("changeWatch", "PATCH", one, Scope.WATCH, this::changeWatch),
                new Operation("deleteWatch", "DELETE", one, Scope.WATCH, this::deleteWatch),
                new Operation("testWatch", "POST", one + "/test", Scope.WATCH, this::testWatch),
                new Operation("unsubscribe", "DELETE", UnsubscribeLinks.PATH + "{token}", null, this::unsubscribe));
    }

    private CompletionStage<Reply> createWatch(Call call) {
        Caller caller = call.requireCaller();
        WatchRequest request = WatchRequest.parse(call, isProvider);
        boolean isLink = isLocationLink(call);
        return database.run(handle -> {
            WatchEditor.Edited created = editor.create(handle, caller, request);
            String path = isLink ? links.path(caller.name(), created.id()) : "/v1/watches/" + created.id();
            return WatchJson.reply(201, shown(handle, caller, created)).with("Location", call.publicUrl() + path);
        });
    }

    private static boolean isLocationLink(Call call) {
        String location = call.query().getOrDefault("location", "");
        return switch (location) {
            case "", "watch" -> false;
            case "unsubscribe" -> true;
            default ->
                throw ProblemException.invalid(
                        "location", "location must be watch or unsubscribe, but is '" + location + "'.");
        };
    }

    private CompletionStage<Reply> listWatches(Call call) {
        Caller caller = call.requireCaller();
        int limit = QueryNumber.limit(call);
        String cursor = call.query().getOrDefault("cursor", "");
        return database.run(handle -> {
            List<WatchRow> found = watches.list(handle, caller.name(), cursor, limit + 1);
            CallerPolls polls = editor.polls(handle, caller);
            List<ObjectNode> items = found.stream()
                    .limit(limit)
                    .map(watch -> WatchJson.of(watch, polls.estimate(watch), null))
                    .toList();
            String next = found.size() > limit ? found.get(limit - 1).id() : null;
            return WatchJson.reply(200, WatchJson.page(items, next));
        });
    }

    private CompletionStage<Reply> getWatch(Call call) {
        Caller caller = call.requireCaller();
        return database.run(
                handle -> WatchJson.reply(200, shown(handle, caller, new WatchEditor.Edited(watchId(call), null))));
    }

    private CompletionStage<Reply> changeWatch(Call call) {
        Caller caller = call.requireCaller();
        WatchChange change = WatchChange.parse(call.requireBody());
        return database.run(handle -> {
            WatchEditor.Edited changed = editor.change(handle, caller, watchId(call), change);
            return WatchJson.reply(200, shown(handle, caller, changed));
        });
    }

    private CompletionStage<Reply> deleteWatch(Call call) {
        Caller caller = call.requireCaller();
        return database.run(handle -> {
            editor.delete(handle, caller.name(), watchId(call));
            return Reply.empty(204);
        });
    }

    private CompletionStage<Reply> unsubscribe(Call call) {
        UnsubscribeLinks.Link link = links.open(call.path().getOrDefault("token", ""))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "The address is not one that the gateway has returned as Location of a watch."));
        return database.run(handle -> {
            editor.delete(handle, link.callerName(), link.watchId());
            return Reply.empty(204);
        });
    }

    private CompletionStage<Reply> testWatch(Call call) {
        Caller caller = call.requireCaller();
        return database.run(handle -> {
                    WatchRow watch = editor.require(handle, caller, watchId(call));
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

    private ObjectNode shown(Handle handle, Caller caller, WatchEditor.Edited edited) {
        WatchRow watch = editor.require(handle, caller, edited.id());
        return WatchJson.of(watch, editor.polls(handle, caller).estimate(watch), edited.secret());
    }

    private static String watchId(Call call) {
        return call.path().getOrDefault("watchId", "");
    }
}
