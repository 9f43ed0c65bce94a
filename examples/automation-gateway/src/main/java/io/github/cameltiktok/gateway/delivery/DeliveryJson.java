package io.github.cameltiktok.gateway.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.api.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes deliveries as JSON. Thread-safe. */
final class DeliveryJson {

    private static final JsonMapper JSON = new JsonMapper();

    private DeliveryJson() {}

    static Reply page(List<DeliveryRow> rows, @Nullable String next) {
        ObjectNode page = JSON.createObjectNode();
        ArrayNode items = page.putArray("items");
        rows.forEach(row -> items.add(delivery(row)));
        if (next != null) {
            page.put("next", next);
        }
        return reply(200, page);
    }

    static Reply one(DeliveryRow row, List<DeliveryRow.Try> attempts) {
        ObjectNode delivery = delivery(row);
        ArrayNode history = delivery.putArray("history");
        for (DeliveryRow.Try attempt : attempts) {
            ObjectNode entry = history.addObject();
            entry.put("number", attempt.number());
            entry.put("at", attempt.at().toString());
            if (attempt.status() != null) {
                entry.put("status", attempt.status());
            }
            entry.put("durationMs", attempt.durationMs());
            entry.put("excerpt", attempt.excerpt());
        }
        return reply(200, delivery);
    }

    static Reply replayed(int count) {
        return reply(202, JSON.createObjectNode().put("replayed", count));
    }

    private static ObjectNode delivery(DeliveryRow row) {
        ObjectNode delivery = JSON.createObjectNode();
        delivery.put("id", row.id());
        delivery.put("eventId", row.eventId());
        delivery.put("eventType", row.eventType());
        if (row.watchId() != null) {
            delivery.put("watchId", row.watchId());
        }
        String requestSource = requestSource(row.body());
        if (!requestSource.isEmpty()) {
            delivery.put("requestSource", requestSource);
        }
        delivery.put("host", row.host());
        delivery.put("state", row.state());
        delivery.put("attempts", row.attempts());
        delivery.put("replayed", row.isReplay());
        if (row.endedAt() == null) {
            delivery.put("dueAt", row.dueAt().toString());
        }
        delivery.put("createdAt", row.createdAt().toString());
        if (row.endedAt() != null) {
            delivery.put("endedAt", row.endedAt().toString());
        }
        if (row.lastStatus() != null) {
            delivery.put("lastStatus", row.lastStatus());
        }
        return delivery;
    }

    private static String requestSource(String body) {
        try {
            return JSON.readTree(body).path("requestSource").asText("");
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static Reply reply(int status, JsonNode json) {
        try {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                    new Reply.Bytes(JSON.writeValueAsBytes(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
        }
    }
}
