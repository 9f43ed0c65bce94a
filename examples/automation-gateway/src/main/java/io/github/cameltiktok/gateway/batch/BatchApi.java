package io.github.cameltiktok.gateway.batch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Caller;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.delivery.Endpoints;
import io.github.cameltiktok.gateway.delivery.Outbox;
import io.github.cameltiktok.gateway.event.EventFeed;
import io.github.cameltiktok.gateway.event.Events;
import io.github.cameltiktok.gateway.event.QueryNumber;
import io.github.cameltiktok.gateway.lookup.Lookups;
import io.github.cameltiktok.gateway.store.Database;
import io.github.cameltiktok.gateway.store.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Up to 100 lookups in one request. Thread-safe. */
public final class BatchApi {

    private static final String NDJSON = "application/x-ndjson";
    private static final String WAIT = "wait";

    /** Below the 30 s that a platform allows a step. */
    private static final int MAX_WAIT_SECONDS = 25;

    private static final Duration KEPT = Duration.ofHours(24);

    /** Batches of a caller that may wait or run. */
    private static final int MAX_UNFINISHED = 50;

    private static final Duration UNFINISHED_RETRY = Duration.ofSeconds(10);

    private final Database database;
    private final BatchTable table;
    private final BatchLookups lookups;
    private final BatchRunner runner;
    private final Endpoints endpoints;
    private final Clock clock;

    /** @param problems returns the body of a problem, for a request id */
    public BatchApi(
            Database database,
            Lookups lookups,
            Events events,
            Outbox outbox,
            EventFeed feed,
            Endpoints endpoints,
            BiFunction<ProblemException, String, ObjectNode> problems,
            Clock clock) {
        this.database = database;
        this.table = new BatchTable(database.isPostgres());
        this.lookups = new BatchLookups(lookups, problems);
        this.runner = new BatchRunner(database, table, this.lookups, new BatchEvents(events, outbox, feed), clock);
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** Returns the runner, for its periodic {@link BatchRunner#tick} and its end. */
    public BatchRunner runner() {
        return runner;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("createBatch", "POST", "/v1/batches", Scope.LOOKUP, this::create),
                new Operation("getBatch", "GET", "/v1/batches/{batchId}", Scope.LOOKUP, this::get),
                new Operation("getBatchResults", "GET", "/v1/batches/{batchId}/results", Scope.LOOKUP, this::results));
    }

    private CompletionStage<Reply> create(Call call) {
        try {
            BatchRequest request = BatchRequest.of(call);
            String callbackUrl = callbackUrl(call);
            if (call.headers().getOrDefault("accept", "").contains(NDJSON)) {
                return CompletableFuture.completedFuture(stream(request, call.requireCaller(), callbackUrl));
            }
            int wait = waitSeconds(call);
            boolean isPartial = call.isTrue("partial");
            return database.run(handle -> insert(handle, call, request, callbackUrl))
                    .thenCompose(created -> {
                        CompletionStage<Void> complete = runner.completion(created.id(), wait);
                        runner.start().exceptionally(notStarted -> null);
                        return complete.thenCompose(waited -> wait == 0 && !isPartial
                                ? CompletableFuture.completedFuture(created.reply())
                                : database.run(handle -> results(handle, created, isPartial)));
                    });
        } catch (ProblemException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** A batch that was stored, and the answer while it is not complete. */
    private record Created(BatchTable.Row batch, Reply reply) {

        String id() {
            return batch.id();
        }
    }

    private Reply results(Handle handle, Created created, boolean isPartial) {
        List<String> lines = table.lines(handle, created.id());
        boolean isComplete =
                lines.size() == created.batch().request().subjects().size();
        return isComplete || isPartial ? list(created.batch(), lines) : created.reply();
    }

    private Reply stream(BatchRequest request, Caller payer, @Nullable String callbackUrl) {
        if (callbackUrl != null) {
            throw ProblemException.invalid(
                    "/callbackUrl",
                    "callbackUrl is for batches in the background. Leave it out, or send Accept: application/json.");
        }
        List<Integer> all =
                IntStream.range(0, request.subjects().size()).boxed().toList();
        LineStream<byte[]> lines = new LineStream<>(
                all, index -> lookups.line(request, index, payer).thenApply(BatchLine::bytes));
        return new Reply(200, Map.of("Content-Type", NDJSON, "Cache-Control", "no-store"), new Reply.Stream(lines));
    }

    private Created insert(Handle handle, Call call, BatchRequest request, @Nullable String callbackUrl) {
        Caller caller = call.requireCaller();
        if (table.unfinished(handle, caller.name()) >= MAX_UNFINISHED) {
            throw new ProblemException(
                    ProblemType.KEY_RATE_LIMITED,
                    "The key has " + MAX_UNFINISHED + " unfinished batches, its maximum. Retry when one is complete.",
                    List.of(),
                    UNFINISHED_RETRY,
                    null);
        }
        Endpoints.Created endpoint = callbackUrl == null ? null : endpoints.create(handle, caller, callbackUrl);
        Instant now = clock.instant();
        BatchTable.Row batch = new BatchTable.Row(
                Ids.next("bat_"), caller.name(), request, endpoint == null ? null : endpoint.id(), now, null);
        table.insert(handle, batch, now.plus(KEPT));
        ObjectNode body = body(batch, List.of());
        if (endpoint != null) {
            body.put("secret", endpoint.secret());
        }
        return new Created(batch, json(202, body).with("Location", call.publicUrl() + "/v1/batches/" + batch.id()));
    }

    private CompletionStage<Reply> get(Call call) {
        return database.run(handle -> {
            BatchTable.Row batch = find(handle, call);
            return json(200, body(batch, table.lines(handle, batch.id())));
        });
    }

    private CompletionStage<Reply> results(Call call) {
        if (call.query().containsKey(WAIT)) {
            return resultList(call, waitSeconds(call));
        }
        return database.run(handle -> {
            BatchTable.Row batch = find(handle, call);
            String lines = table.lines(handle, batch.id()).stream()
                    .map(line -> line + '\n')
                    .collect(Collectors.joining());
            return new Reply(
                    200,
                    Map.of("Content-Type", NDJSON, "Cache-Control", "no-store"),
                    new Reply.Bytes(lines.getBytes(StandardCharsets.UTF_8)));
        });
    }

    private CompletionStage<Reply> resultList(Call call, int wait) {
        // Asked for before the batch is read, so that a completion after that read ends the wait.
        CompletionStage<Void> complete = runner.completion(call.path().getOrDefault("batchId", ""), wait);
        return database.run(handle -> find(handle, call).completedAt() != null)
                .thenCompose(isComplete -> isComplete ? CompletableFuture.completedFuture(null) : complete)
                .thenCompose(waited -> database.run(handle -> {
                    BatchTable.Row batch = find(handle, call);
                    return list(batch, table.lines(handle, batch.id()));
                }));
    }

    private static int waitSeconds(Call call) {
        return QueryNumber.of(call, WAIT, 0, MAX_WAIT_SECONDS, 0);
    }

    private static Reply list(BatchTable.Row batch, List<String> lines) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", batch.id());
        body.put("total", batch.request().subjects().size());
        ArrayNode items = body.putArray("items");
        lines.forEach(line -> items.addRawValue(new RawValue(line)));
        return json(200, body);
    }

    private BatchTable.Row find(Handle handle, Call call) {
        String id = call.path().getOrDefault("batchId", "");
        return table.find(handle, call.requireCaller().name(), id)
                .filter(batch -> clock.instant().isBefore(batch.createdAt().plus(KEPT)))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "This key has no batch with this id. Batches are kept for " + KEPT.toHours() + " h."));
    }

    private static ObjectNode body(BatchTable.Row batch, List<String> lines) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("id", batch.id());
        body.put("total", batch.request().subjects().size());
        body.put("done", lines.size());
        body.put("failed", lines.stream().filter(BatchLine::isFailed).count());
        body.put("createdAt", batch.createdAt().toString());
        if (batch.completedAt() != null) {
            body.put("completedAt", batch.completedAt().toString());
        }
        return body;
    }

    private static @Nullable String callbackUrl(Call call) {
        String url = call.requireBody().path("callbackUrl").asText();
        return url.isBlank() ? null : url;
    }

    private static Reply json(int status, ObjectNode body) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new Reply.Bytes(body.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
