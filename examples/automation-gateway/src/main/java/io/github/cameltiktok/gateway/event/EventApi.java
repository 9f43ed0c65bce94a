package io.github.cameltiktok.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Operations that read events: pages, long polls and streams. Thread-safe. */
public final class EventApi {

    private static final int LONGEST_WAIT_SECONDS = 25;

    private final Database database;
    private final Events events;
    private final EventFeed feed;

    public EventApi(Database database, Events events, EventFeed feed) {
        this.database = database;
        this.events = events;
        this.feed = feed;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("listEvents", "GET", "/v1/events", Scope.WATCH, this::listEvents),
                new Operation(
                        "listWatchEvents", "GET", "/v1/watches/{watchId}/events", Scope.WATCH, this::listWatchEvents));
    }

    private CompletionStage<Reply> listEvents(Call call) {
        return wantsStream(call) ? stream(call, null) : pull(call, null);
    }

    /** Returns the events behind the parameter {@code after}, oldest first. */
    private CompletionStage<Reply> pull(Call call, @Nullable String watchId) {
        String caller = call.requireCaller().name();
        int limit = QueryNumber.limit(call);
        Duration wait = Duration.ofSeconds(QueryNumber.of(call, "wait", 0, LONGEST_WAIT_SECONDS, 0));
        String after = call.query().getOrDefault("after", "");
        EventSource source = source(caller, watchId);
        return database.run(handle -> {
                    requireWatch(handle, caller, watchId);
                    return after.isEmpty() ? 0 : position(handle, caller, "after", after);
                })
                .thenCompose(position -> (wait.isZero()
                                ? source.after(position, limit)
                                : LongPoll.start(feed, caller, source, position, limit, wait, call.ended()))
                        .thenApply(found -> page(found, Long.toString(lastPosition(found, position)))));
    }

    private CompletionStage<Reply> listWatchEvents(Call call) {
        String watchId = call.path().getOrDefault("watchId", "");
        if (wantsStream(call)) {
            return stream(call, watchId);
        }
        return call.query().containsKey("after") ? pull(call, watchId) : newest(call, watchId);
    }

    private CompletionStage<Reply> newest(Call call, String watchId) {
        String caller = call.requireCaller().name();
        int limit = QueryNumber.limit(call);
        String cursor = call.query().getOrDefault("cursor", "");
        return database.run(handle -> {
            requireWatch(handle, caller, watchId);
            long position = cursor.isEmpty() ? Long.MAX_VALUE : position(handle, caller, "cursor", cursor);
            List<Event> found = events.before(handle, caller, watchId, position, limit + 1);
            List<Event> shown = found.subList(0, Math.min(limit, found.size()));
            boolean hasMore = found.size() > limit;
            return page(shown, hasMore ? Long.toString(shown.get(limit - 1).position()) : null);
        });
    }

    /** Streams new events, or those behind the header {@code Last-Event-ID} or the parameter {@code after}. */
    private CompletionStage<Reply> stream(Call call, @Nullable String watchId) {
        String caller = call.requireCaller().name();
        String header = call.headers().getOrDefault("last-event-id", "");
        String after = header.isEmpty() ? call.query().getOrDefault("after", "") : header;
        return database.run(handle -> {
            requireWatch(handle, caller, watchId);
            long start = after.isEmpty()
                    ? lastPosition(handle, caller)
                    : position(handle, caller, header.isEmpty() ? "after" : "Last-Event-ID", after);
            return new Reply(
                    200,
                    Map.of("Content-Type", "text/event-stream", "Cache-Control", "no-store", "X-Accel-Buffering", "no"),
                    new Reply.Stream(new EventStream(feed, caller, source(caller, watchId), start)));
        });
    }

    private EventSource source(String caller, @Nullable String watchId) {
        return (position, limit) -> database.run(handle -> events.after(handle, caller, watchId, position, limit));
    }

    private void requireWatch(Handle handle, String caller, @Nullable String watchId) {
        if (watchId != null && !events.knowsWatch(handle, caller, watchId)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "This key has no watch with the id of the path.");
        }
    }

    /** Returns the position that a client names: by number, as answers do, or by the id of an event. */
    private long position(Handle handle, String caller, String name, String text) {
        if (text.length() <= 18 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            long position = Long.parseLong(text);
            long last = lastPosition(handle, caller);
            if (position > last) {
                throw ProblemException.invalid(
                        name, name + " must be at most " + last + ", the last event, but is " + position);
            }
            return position;
        }
        return events.find(handle, caller, text)
                .map(Event::position)
                .orElseThrow(() -> ProblemException.invalid(
                        name,
                        name + " must be the next of an answer or the id of a kept event."
                                + " Leave it out to read from the oldest kept event."));
    }

    private long lastPosition(Handle handle, String caller) {
        return events.lastPositions(handle, List.of(caller)).getOrDefault(caller, 0L);
    }

    private static long lastPosition(List<Event> found, long otherwise) {
        return found.isEmpty() ? otherwise : found.get(found.size() - 1).position();
    }

    private static boolean wantsStream(Call call) {
        return call.headers().getOrDefault("accept", "").contains("text/event-stream");
    }

    /** The bodies are written as they were signed. */
    private static Reply page(List<Event> found, @Nullable String next) {
        String items = found.stream().map(Event::body).collect(Collectors.joining(","));
        String body = "{\"items\":[" + items + "]" + (next == null ? "" : ",\"next\":\"" + next + '"') + '}';
        return new Reply(
                200,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new Reply.Bytes(body.getBytes(UTF_8)));
    }
}
