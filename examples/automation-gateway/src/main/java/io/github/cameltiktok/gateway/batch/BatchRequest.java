package io.github.cameltiktok.gateway.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameltiktok.gateway.api.Call;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.lookup.RequestSources;
import io.github.cameltiktok.model.TikTokResource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Subjects of a batch, and options of their lookups. Immutable.
 *
 * @param subjects links, ids and handles, as they were sent
 * @param kind of all subjects; {@code null} if each has its own
 * @param provider {@code null} for the default
 * @param requestSource {@code null} if unknown
 * @param requestId id of the request that created the batch, for problems
 */
record BatchRequest(
        List<String> subjects,
        @Nullable TikTokResource kind,
        @Nullable String provider,
        @Nullable String requestSource,
        String requestId) {

    static final int MAX_SUBJECTS = 100;

    private static final ObjectMapper MAPPER = new ObjectMapper();

    BatchRequest {
        subjects = List.copyOf(subjects);
    }

    /**
     * Reads the body of a call.
     *
     * @throws ProblemException if it is wrong; a wrong subject is none of its errors
     */
    static BatchRequest of(Call call) {
        JsonNode body = call.requireBody();
        JsonNode list = body.path("subjects");
        if (!list.isArray() || list.isEmpty() || list.size() > MAX_SUBJECTS) {
            throw ProblemException.invalid(
                    "/subjects",
                    "subjects must be a list of 1 to " + MAX_SUBJECTS + " links, ids or handles"
                            + (list.isArray() ? ", but has " + list.size() : "") + '.');
        }
        List<String> subjects = new ArrayList<>();
        list.forEach(subject -> subjects.add(subject.isValueNode() ? subject.asText() : subject.toString()));
        return new BatchRequest(
                subjects,
                kind(body.path("kind")),
                text(body.path("provider")),
                RequestSources.of(call, text(body.path("requestSource"))),
                call.requestId());
    }

    /** Returns the request as JSON. */
    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode list = json.putArray("subjects");
        subjects.forEach(list::add);
        if (kind != null) {
            json.put("kind", kind.uriName());
        }
        json.put("provider", provider);
        json.put("requestSource", requestSource);
        json.put("requestId", requestId);
        return json.toString();
    }

    /** Parses the result of {@link #text}. */
    static BatchRequest parse(String text) {
        try {
            JsonNode json = MAPPER.readTree(text);
            List<String> subjects = new ArrayList<>();
            json.path("subjects").forEach(subject -> subjects.add(subject.asText()));
            return new BatchRequest(
                    subjects,
                    kind(json.path("kind")),
                    text(json.path("provider")),
                    text(json.path("requestSource")),
                    json.path("requestId").asText());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored request of a batch is no JSON", e);
        }
    }

    private static @Nullable TikTokResource kind(JsonNode value) {
        String name = text(value);
        if (name == null) {
            return null;
        }
        return TikTokResource.ofUriName(name)
                .orElseThrow(() -> ProblemException.invalid("/kind", "kind must be video or user."));
    }

    private static @Nullable String text(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }
}
