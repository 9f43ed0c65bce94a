package io.github.cameltiktok.gateway.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.Operation;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import io.github.cameltiktok.gateway.api.Reply;
import io.github.cameltiktok.gateway.api.Scope;
import io.github.cameltiktok.gateway.event.QueryNumber;
import io.github.cameltiktok.gateway.store.Database;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Operations that read and replay deliveries. Thread-safe. */
public final class DeliveryApi {

    private static final Set<String> STATES = Set.of("pending", "delivered", "dead", "cancelled");
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15})-(dlv_[\\w-]{1,64})");
    private static final int MAX_TIME_LENGTH = 40;

    private final Database database;
    private final DeliveryTable table;
    private final Outbox outbox;

    DeliveryApi(Database database, DeliveryTable table, Outbox outbox) {
        this.database = database;
        this.table = table;
        this.outbox = outbox;
    }

    public List<Operation> operations() {
        return List.of(
                new Operation("listDeliveries", "GET", "/v1/deliveries", Scope.WATCH, this::list),
                new Operation("getDelivery", "GET", "/v1/deliveries/{deliveryId}", Scope.WATCH, this::get),
                new Operation(
                        "replayDelivery", "POST", "/v1/deliveries/{deliveryId}/replay", Scope.WATCH, this::replay),
                new Operation("replayWatch", "POST", "/v1/watches/{watchId}/replay", Scope.WATCH, this::replayWatch));
    }

    private CompletionStage<Reply> list(Call call) {
        String caller = call.requireCaller().name();
        int limit = QueryNumber.limit(call);
        String state = state(call.query().get("state"), "state");
        String watch = emptyAsNull(call.query().get("watch"));
        DeliveryTable.Cursor after = cursor(emptyAsNull(call.query().get("cursor")));
        return database.run(handle -> {
            List<DeliveryRow> found = table.page(handle, caller, state, watch, after, limit + 1);
            if (found.size() <= limit) {
                return DeliveryJson.page(found, null);
            }
            DeliveryRow last = found.get(limit - 1);
            String next = last.createdAt().toEpochMilli() + "-" + last.id();
            return DeliveryJson.page(found.subList(0, limit), next);
        });
    }

    private CompletionStage<Reply> get(Call call) {
        String caller = call.requireCaller().name();
        String id = call.path().getOrDefault("deliveryId", "");
        return database.run(handle -> {
            DeliveryRow found = table.find(handle, caller, id).orElseThrow(DeliveryApi::unknownDelivery);
            return DeliveryJson.one(found, table.attempts(handle, id));
        });
    }

    private CompletionStage<Reply> replay(Call call) {
        String caller = call.requireCaller().name();
        String id = call.path().getOrDefault("deliveryId", "");
        return database.<Reply>run(handle -> {
                    if (table.find(handle, caller, id).isEmpty()) {
                        throw unknownDelivery();
                    }
                    return DeliveryJson.replayed(table.replay(handle, caller, id));
                })
                .whenComplete((reply, failure) -> outbox.wake());
    }

    private CompletionStage<Reply> replayWatch(Call call) {
        String caller = call.requireCaller().name();
        String watch = call.path().getOrDefault("watchId", "");
        DeliveryTable.Selection selection = selection(call.requireBody());
        return database.<Reply>run(handle -> {
                    if (!table.hasWatch(handle, caller, watch)) {
                        throw new ProblemException(
                                ProblemType.NOT_FOUND, "This key has no watch with the id of the path.");
                    }
                    return DeliveryJson.replayed(table.replayWatch(handle, caller, watch, selection));
                })
                .whenComplete((reply, failure) -> outbox.wake());
    }

    private static DeliveryTable.Selection selection(JsonNode body) {
        Instant since = time(body, "since");
        Instant until = time(body, "until");
        String state = state(body.path("state").asText(null), "/state");
        return new DeliveryTable.Selection(since, until, state == null ? "dead" : state);
    }

    private static @Nullable Instant time(JsonNode body, String field) {
        if (!body.hasNonNull(field)) {
            return null;
        }
        String text = body.path(field).asText();
        try {
            if (text.length() <= MAX_TIME_LENGTH) {
                return OffsetDateTime.parse(text).toInstant();
            }
        } catch (DateTimeParseException e) {
            // Answered below.
        }
        throw ProblemException.invalid('/' + field, field + " must be a time such as 2026-11-30T12:00:00Z");
    }

    private static @Nullable String state(@Nullable String text, String name) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!STATES.contains(text)) {
            throw ProblemException.invalid(name, "state must be pending, delivered, dead or cancelled");
        }
        return text;
    }

    private static DeliveryTable.@Nullable Cursor cursor(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher cursor = CURSOR.matcher(text);
        if (!cursor.matches()) {
            throw ProblemException.invalid("cursor", "cursor must be the next of an answer");
        }
        return new DeliveryTable.Cursor(Long.parseLong(cursor.group(1)), cursor.group(2));
    }

    private static @Nullable String emptyAsNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static ProblemException unknownDelivery() {
        return new ProblemException(ProblemType.NOT_FOUND, "This key has no delivery with the id of the path.");
    }
}
