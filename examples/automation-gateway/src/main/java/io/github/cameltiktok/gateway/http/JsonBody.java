package io.github.cameltiktok.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltiktok.gateway.api.ProblemException;
import io.github.cameltiktok.gateway.api.ProblemType;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses request bodies, which are bounded in size and depth. */
final class JsonBody {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_NUMBER_LENGTH = 40;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxDocumentLength(ApiServer.MAX_BODY_BYTES)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /**
     * Parses a body.
     *
     * @throws ProblemException with {@link ProblemType#NOT_JSON} or {@link ProblemType#INVALID_REQUEST}
     */
    static JsonNode parse(byte[] body, Map<String, String> headers) {
        if (!isJson(headers.get("content-type"))) {
            throw new ProblemException(
                    ProblemType.NOT_JSON, "The body needs the header Content-Type: application/json.");
        }
        try {
            JsonNode json = JSON.readTree(body);
            if (hasNul(json)) {
                throw new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "The body has the character U+0000 in a text, which is not allowed.");
            }
            return json;
        } catch (StreamConstraintsException e) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "The JSON body is nested deeper than " + MAX_DEPTH + " levels, or has a number of more than "
                            + MAX_NUMBER_LENGTH + " digits.");
        } catch (JsonParseException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The body is not valid JSON" + place(e) + '.');
        } catch (IOException e) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "The body must be one JSON value.");
        }
    }

    /** Postgres stores no text with this character, and fails. */
    private static boolean hasNul(JsonNode json) {
        if (json.isTextual()) {
            return json.textValue().indexOf('\0') >= 0;
        }
        for (JsonNode child : json) {
            if (hasNul(child)) {
                return true;
            }
        }
        return false;
    }

    private static String place(JsonParseException failure) {
        JsonLocation location = failure.getLocation();
        return location == null ? "" : ": see line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || (type.startsWith("application/") && type.endsWith("+json"));
    }
}
