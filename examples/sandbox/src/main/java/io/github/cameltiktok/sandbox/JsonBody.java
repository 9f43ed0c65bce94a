package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object in a call. */
final class JsonBody {

    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    /** Returns the object, or null if the body is not one or the content type is not JSON. */
    static @Nullable ObjectNode of(HttpCall call) {
        if (!call.hasJsonContentType()) {
            return null;
        }
        try {
            return STRICT.readTree(call.body()) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Returns a field's text, or null if it is absent, blank or not text. */
    static @Nullable String text(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || !value.isTextual() || value.textValue().isBlank() ? null : value.textValue();
    }
}
