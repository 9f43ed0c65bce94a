package io.github.cameltiktok.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Undocumented answers of a broken provider or proxy. Each has an API key that triggers it at all three providers.
 */
public enum BrokenAnswer {
    /** Status 502 with a proxy's HTML page. */
    HTML("fail-html"),
    /** Status 200 with an empty body. */
    EMPTY("fail-empty"),
    /** The regular answer, truncated to half its length. */
    CUT("fail-cut"),
    /** The regular answer with a byte that is not valid UTF-8. */
    NOT_UTF8("fail-not-utf8"),
    /** The regular answer with an additional field of arrays nested 10,000 deep. */
    DEEP("fail-deep"),
    /** The regular answer with an additional field of 5 MiB. */
    HUGE("fail-huge"),
    /** The regular answer with text or arrays in place of objects. */
    WRONG_TYPE("fail-wrong-type"),
    /** Status 200 with an unrelated JSON object. */
    FOREIGN("fail-foreign"),
    /** A reset connection without an answer. */
    RESET("fail-reset"),
    /** No data for 60 s, then a proxy's status 504. */
    HANG("fail-hang");

    private static final int LEVELS = 10_000;
    private static final int HUGE_BYTES = 5 * 1024 * 1024;
    private static final Duration HANG_TIME = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String key;

    BrokenAnswer(String key) {
        this.key = key;
    }

    /** Returns the API key that triggers this answer. */
    public String key() {
        return key;
    }

    static Optional<BrokenAnswer> forKey(String key) {
        return Arrays.stream(values()).filter(broken -> broken.key.equals(key)).findFirst();
    }

    Answer basedOn(Answer whole) {
        return switch (this) {
            case HTML -> page(502, "Bad Gateway");
            case EMPTY -> whole.withBody(new byte[0]);
            case CUT -> whole.withBody(Arrays.copyOf(whole.body(), whole.body().length / 2));
            case NOT_UTF8 -> withFirstField(whole, "caf\u00e9", '"');
            case DEEP -> withFirstField(whole, "[".repeat(LEVELS) + "]".repeat(LEVELS), ' ');
            case HUGE -> withFirstField(whole, "x".repeat(HUGE_BYTES), '"');
            case WRONG_TYPE -> withWrongTypes(whole);
            case FOREIGN -> Answer.json(200, "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8));
            case RESET -> Answer.reset();
            case HANG -> page(504, "Gateway Timeout").withExtraDelay(HANG_TIME);
        };
    }

    private static Answer page(int status, String title) {
        String html =
                "<html><head><title>%1$d %2$s</title></head><body><center><h1>%1$d %2$s</h1></center></body></html>"
                        .formatted(status, title);
        return new Answer(
                status,
                Map.of("Content-Type", "text/html"),
                html.getBytes(StandardCharsets.UTF_8),
                Duration.ZERO,
                null);
    }

    /** Writes the field in ISO-8859-1, so an accented letter is invalid UTF-8. */
    private static Answer withFirstField(Answer whole, String value, char quote) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(("{\"padding\":" + quote + value + quote + ",").getBytes(StandardCharsets.ISO_8859_1));
        body.write(whole.body(), 1, whole.body().length - 1);
        return whole.withBody(body.toByteArray());
    }

    private static Answer withWrongTypes(Answer whole) {
        ObjectNode root = parsed(whole);
        boolean text = false;
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getValue().isObject()) {
                field.setValue(
                        text
                                ? JsonNodeFactory.instance.textNode("not an object")
                                : JsonNodeFactory.instance.arrayNode().add("not an object"));
                text = !text;
            }
        }
        return whole.withBody(root.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode parsed(Answer whole) {
        try {
            return (ObjectNode) JSON.readTree(whole.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer of the sandbox is not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
