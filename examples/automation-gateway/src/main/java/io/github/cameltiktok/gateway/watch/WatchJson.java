package io.github.cameltiktok.gateway.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.api.Reply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes watches as JSON. The callback URL is a capability, so only its host is shown. Thread-safe. */
final class WatchJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private WatchJson() {}

    /** @param secret of a new callback; {@code null} for none */
    static ObjectNode of(WatchRow watch, Estimate estimate, @Nullable String secret) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", watch.id());
        json.put("kind", watch.kind().uriName());
        json.put("subject", watch.url());
        json.put("every", watch.settings().every().toString());
        json.put("watch", watch.settings().fields());
        putIfSet(json, "minGrowth", watch.settings().minGrowth());
        ArrayNode events = json.putArray("events");
        watch.settings().events().stream().sorted().forEach(events::add);
        putIfSet(json, "provider", watch.provider());
        putIfSet(json, "requestSource", watch.requestSource());
        putIfSet(json, "label", watch.settings().label());
        if (watch.callbackHost() != null) {
            json.put("callbackHost", watch.callbackHost());
        }
        if (secret != null) {
            json.put("secret", secret);
        }
        json.put("state", watch.shownState());
        json.put("createdAt", watch.createdAt().toString());
        if (watch.isActive() && watch.nextPollAt() != null) {
            json.put("nextPollAt", watch.nextPollAt().toString());
        }
        json.set("estimate", estimate.json());
        return json;
    }

    static ObjectNode page(List<ObjectNode> items, @Nullable String next) {
        ObjectNode page = JSON.createObjectNode();
        page.putArray("items").addAll(items);
        if (next != null) {
            page.put("next", next);
        }
        return page;
    }

    static ObjectNode accepted(String eventId) {
        return JSON.createObjectNode().put("eventId", eventId);
    }

    static Reply reply(int status, JsonNode body) {
        try {
            return reply(status, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
        }
    }

    static Reply reply(int status, String body) {
        return new Reply(
                status,
                Map.of("Content-Type", "application/json", "Cache-Control", "no-store"),
                new Reply.Bytes(body.getBytes(UTF_8)));
    }

    private static void putIfSet(ObjectNode json, String name, String text) {
        if (!text.isEmpty()) {
            json.put(name, text);
        }
    }
}
