package io.github.cameltiktok.gateway.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.access.CallerSettings;
import io.github.cameltiktok.gateway.access.KeyTable;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.delivery.AddressGuard;
import io.github.cameltiktok.gateway.delivery.Endpoints;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.delivery.TrustedOrigins;
import io.github.cameltiktok.gateway.event.Event;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.lookup.LookupFixture;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Sealed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** One instance of the batches on a database, without HTTP. */
final class BatchFixture implements AutoCloseable {

    static final String CALLBACK = "https://hooks.example.com/x";

    final Database database;
    final Events events = new Events();
    final BatchApi api;
    private final Caller caller;

    BatchFixture(Database database, Lookups lookups, Clock clock) {
        this.database = database;
        api = new BatchApi(
                database,
                lookups,
                events,
                new Outbox(clock, () -> false, () -> {}),
                new EventFeed(database, events, clock),
                new Endpoints(
                        new AddressGuard(TrustedOrigins.none()),
                        Sealed.of("0123456789abcdef0123456789abcdef", null),
                        clock),
                BatchFixture::problem,
                clock);
        CallerSettings settings = CallerSettings.defaults("team");
        caller = database.now(handle -> {
            if (KeyTable.find(handle, "team").isEmpty()) {
                KeyTable.create(handle, settings, clock.instant());
            }
            return settings.withKey("0123456789abcdef");
        });
    }

    private static ObjectNode problem(ProblemException problem, String requestId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("title", problem.type().title())
                .put("status", problem.type().status())
                .put("code", problem.type().code())
                .put("detail", problem.getMessage())
                .put("requestId", requestId);
    }

    CompletableFuture<Reply> handle(
            String operation, Map<String, String> path, Map<String, String> headers, String body) {
        Call call = new Call(
                "req_7",
                caller,
                path,
                Map.of(),
                headers,
                body.isEmpty() ? null : LookupFixture.json(body),
                "https://gateway.example",
                new CompletableFuture<>());
        return api.operations().stream()
                .filter(one -> one.id().equals(operation))
                .findFirst()
                .orElseThrow()
                .handler()
                .handle(call)
                .toCompletableFuture();
    }

    /** Creates a batch in the background, and returns its answer. */
    JsonNode create(String body) {
        return LookupFixture.json(LookupFixture.await(handle("createBatch", Map.of(), Map.of(), body)));
    }

    Flow.Publisher<byte[]> stream(String body) {
        Reply reply =
                LookupFixture.await(handle("createBatch", Map.of(), Map.of("accept", "application/x-ndjson"), body));
        return ((Reply.Stream) Objects.requireNonNull(reply.body())).parts();
    }

    JsonNode get(String id) {
        return LookupFixture.json(LookupFixture.await(handle("getBatch", Map.of("batchId", id), Map.of(), "")));
    }

    List<String> results(String id) {
        Reply reply = LookupFixture.await(handle("getBatchResults", Map.of("batchId", id), Map.of(), ""));
        return new String(LookupFixture.bytes(reply), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    List<Event> events() {
        return database.now(handle -> events.after(handle, "team", null, 0, 100));
    }

    @Override
    public void close() {
        api.runner().close();
    }
}
