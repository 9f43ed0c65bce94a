package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer.
 *
 * @param status the HTTP status, or 0 to reset the connection
 * @param headers without {@code Content-Length}
 * @param body the bytes as sent; not copied, must not be modified
 * @param extraDelay the delay in addition to the sandbox's latency
 * @param code the error code in the body, or null
 */
@SuppressWarnings("ArrayRecordComponent") // Answers are never compared.
record Answer(
        int status,
        Map<String, String> headers,
        byte[] body,
        Duration extraDelay,
        @Nullable String code) {

    private static final int RESET = 0;

    static Answer json(int status, JsonNode body) {
        return json(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer json(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), body, Duration.ZERO, null);
    }

    static Answer reset() {
        return new Answer(RESET, Map.of(), new byte[0], Duration.ZERO, null);
    }

    static Answer error(int status, @Nullable String code, ObjectNode body) {
        return json(status, body).withCode(code);
    }

    boolean isReset() {
        return status == RESET;
    }

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    Answer withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body, extraDelay, code);
    }

    Answer withRetryAfter(Duration wait) {
        return withHeader("Retry-After", Long.toString(wait.toSeconds()));
    }

    Answer withBody(byte[] newBody) {
        return new Answer(status, headers, newBody, extraDelay, code);
    }

    Answer withExtraDelay(Duration newDelay) {
        return new Answer(status, headers, body, newDelay, code);
    }

    Answer withCode(@Nullable String newCode) {
        return new Answer(status, headers, body, extraDelay, newCode);
    }
}
