package io.github.cameltiktok.gateway.event;

import io.github.cameltiktok.gateway.SettableClock;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Events in a SQLite file, without HTTP. */
final class EventFixture implements AutoCloseable {

    final SettableClock clock = new SettableClock(Instant.parse("2026-06-01T00:00:00Z"));
    final Events events = new Events();
    final Database database;
    final EventFeed feed;
    private final EventApi api;

    EventFixture(Path folder) {
        database = Database.open("jdbc:sqlite:" + folder.resolve("events.db"), null, null);
        feed = new EventFeed(database, events, clock);
        api = new EventApi(database, events, feed);
    }

    Caller caller(String name) {
        CallerSettings settings = CallerSettings.defaults(name);
        return database.now(handle -> settings.withKey(
                KeyTable.create(handle, settings, clock.instant()).id()));
    }

    /** Appends an event without a wake-up, as another instance does. */
    Event append(Caller caller, @Nullable String watchId) {
        String id = Ids.next("evt_");
        return database.now(handle -> events.append(
                handle,
                new NewEvent(
                        id,
                        caller.name(),
                        watchId,
                        "video.changed",
                        clock.instant(),
                        "{\"id\":\"" + id + "\",\"n\":\"ü\"}")));
    }

    /** Appends an event, and wakes readers after the commit. */
    Event publish(Caller caller, @Nullable String watchId) {
        Event event = append(caller, watchId);
        feed.wake(caller.name());
        return event;
    }

    void tick() {
        LookupFixture.await(feed.tick());
    }

    CompletableFuture<Reply> list(Caller caller, Map<String, String> query) {
        return start("listEvents", caller, Map.of(), query, Map.of());
    }

    CompletableFuture<Reply> listOfWatch(Caller caller, String watchId, Map<String, String> query) {
        return start("listWatchEvents", caller, Map.of("watchId", watchId), query, Map.of());
    }

    /** @param lastEventId {@code null} for none */
    Flow.Publisher<byte[]> stream(Caller caller, @Nullable String watchId, @Nullable String lastEventId) {
        Map<String, String> headers = lastEventId == null
                ? Map.of("accept", "text/event-stream")
                : Map.of("accept", "text/event-stream", "last-event-id", lastEventId);
        Reply reply = LookupFixture.await(
                watchId == null
                        ? start("listEvents", caller, Map.of(), Map.of(), headers)
                        : start("listWatchEvents", caller, Map.of("watchId", watchId), Map.of(), headers));
        if (reply.body() instanceof Reply.Stream stream) {
            return stream.parts();
        }
        throw new AssertionError("no stream but " + reply);
    }

    private CompletableFuture<Reply> start(
            String operation,
            Caller caller,
            Map<String, String> path,
            Map<String, String> query,
            Map<String, String> headers) {
        Call call = new Call(
                "req_1", caller, path, query, headers, null, "https://gateway.example", new CompletableFuture<>());
        return api.operations().stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(call)
                .toCompletableFuture();
    }

    static List<String> ids(Reply reply) {
        return StreamSupport.stream(LookupFixture.json(reply).path("items").spliterator(), false)
                .map(event -> event.path("id").asText())
                .toList();
    }

    static String next(Reply reply) {
        return LookupFixture.json(reply).path("next").asText();
    }

    @Override
    public void close() {
        feed.close();
        database.close();
    }
}
