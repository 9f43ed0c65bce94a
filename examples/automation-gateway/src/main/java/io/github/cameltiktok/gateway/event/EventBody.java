package io.github.cameltiktok.gateway.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import org.jspecify.annotations.Nullable;

/** Writes the JSON of an event, less than 20 kB of it, as Standard Webhooks asks. Thread-safe. */
public final class EventBody {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private EventBody() {}

    /** Returns the body of an event as one line. */
    public static String of(EventDraft event) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", event.id());
        body.put("type", event.type());
        body.put("timestamp", event.timestamp().toString());
        body.put("sequence", event.sequence());
        if (event.watchId() != null) {
            body.put("watchId", event.watchId());
        }
        body.put("label", event.label());
        body.put("requestSource", event.requestSource());
        body.put("sample", event.isSample());
        ObjectNode subject = subject(event);
        body.put("summary", Summary.of(name(subject), event));
        ArrayNode changes = body.putArray("changes");
        event.changes().forEach(change -> changes.add(change(change)));
        body.set("subject", subject);
        if (event.record() != null) {
            body.set(event.kind().uriName(), event.record().deepCopy());
        }
        return bounded(body);
    }

    /**
     * Returns a body as one line of less than 20 kB. If the body is larger, the largest lists are emptied and the longest
     * texts cut, until it fits; their paths are in the field {@code truncated}.
     *
     * @param body is changed
     */
    public static String bounded(ObjectNode body) {
        String text = text(body);
        if (BodyLimit.fits(text)) {
            return text;
        }
        BodyLimit.shrink(body);
        return text(body);
    }

    /** Unpaired surrogates have no UTF-8, so they become question marks before the text is stored and signed. */
    static String text(JsonNode json) {
        try {
            return new String(JSON.writeValueAsString(json).getBytes(UTF_8), UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values could not be written as JSON", e);
        }
    }

    private static ObjectNode change(FieldChange change) {
        ObjectNode node = JSON.createObjectNode();
        node.put("field", change.field());
        if (change.before() != null) {
            node.set("before", change.before());
        }
        node.set("after", change.after());
        if (change.delta() != null) {
            node.put("delta", change.delta());
        }
        if (change.perHour() != null) {
            node.put("perHour", change.perHour());
        }
        return node;
    }

    private static ObjectNode subject(EventDraft event) {
        JsonNode record = event.record() == null ? JSON.createObjectNode() : event.record();
        TikTokLink link = TikTokLink.parse(event.url());
        ObjectNode subject = JSON.createObjectNode();
        subject.put("kind", event.kind().uriName());
        put(subject, "id", record.path("id"), link.id());
        JsonNode handle = event.kind() == TikTokResource.USER ? record.path("handle") : record.at("/author/handle");
        put(subject, "handle", handle, link.handle());
        put(subject, "url", record.path("url"), event.url());
        return subject;
    }

    private static void put(ObjectNode subject, String name, JsonNode value, @Nullable String otherwise) {
        if (value.isTextual()) {
            subject.set(name, value);
        } else if (otherwise != null) {
            subject.put(name, otherwise);
        }
    }

    private static String name(ObjectNode subject) {
        if (subject.has("handle")) {
            return "@" + subject.path("handle").asText();
        }
        return subject.has("id")
                ? "video " + subject.path("id").asText()
                : subject.path("url").asText();
    }
}
