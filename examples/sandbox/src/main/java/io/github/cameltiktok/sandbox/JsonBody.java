package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** The JSON object in a request. */
final class JsonBody {

    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private JsonBody() {}

    /** The object, or null when the request holds none or does not call it JSON. */
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

    /** A field's text, or null when it is absent, blank or no text. */
    static @Nullable String text(ObjectNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || !value.isTextual() || value.textValue().isBlank() ? null : value.textValue();
    }
}
