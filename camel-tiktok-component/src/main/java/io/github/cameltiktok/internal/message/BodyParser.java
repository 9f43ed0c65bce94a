package io.github.cameltiktok.internal.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltiktok.link.LogSafe;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Parses the subject in a message body: a link, an id or a handle as text or as a JSON string; or JSON or a map with
 * named fields. Other text is rejected, never guessed. Thread-safe.
 */
final class BodyParser {

    /** In characters or bytes. A link and a few fields take less than 1 KiB. */
    private static final int MAX_SIZE = 64 * 1024;

    private static final int MAX_DEPTH = 16;

    /** Loaded on demand: creating a mapper takes long, and most bodies are no JSON. */
    private static final class Json {

        static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};
        static final TypeReference<String> STRING = new TypeReference<>() {};

        static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .build())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /**
     * The content of a body.
     *
     * @param subject {@code null} if the body names none
     * @param requestSource {@code null} if the body names none
     */
    record Content(@Nullable TikTokLink subject, @Nullable String requestSource) {

        static final Content NOTHING = new Content(null, null);
    }

    private BodyParser() {}

    /**
     * Parses the body of a message, which stays readable.
     *
     * @throws InvalidArgumentException if the body is of a type that may name a subject but names none
     */
    static Content read(Message message, TikTokResource resource) {
        Object body = message.getBody();
        if (body instanceof Map<?, ?> fields) {
            return fields(fields, resource);
        }
        if (body instanceof JsonNode node) {
            if (node.isObject()) {
                return fields(shallow(node), resource);
            }
            return node.isNumber() ? number(node.numberValue()) : text(node.asText(), resource);
        }
        if (body instanceof Number number) {
            return number(number);
        }
        if (body instanceof CharSequence) {
            return text(body.toString(), resource);
        }
        if (body instanceof byte[] bytes) {
            return text(decoded(message, bytes), resource);
        }
        if (body instanceof StreamCache || body instanceof InputStream) {
            return text(stream(message), resource);
        }
        return body instanceof WrappedFile ? text(file(message), resource) : Content.NOTHING;
    }

    private static Content text(String text, TikTokResource resource) {
        String stripped = TextDecoder.withoutMark(text).strip();
        String content = isEscapedString(stripped)
                ? json(stripped, "string", Json.STRING).strip()
                : stripped;
        if (content.isEmpty()) {
            return Content.NOTHING;
        }
        if (content.startsWith("{")) {
            return fields(json(content, "object", Json.FIELDS), resource);
        }
        return new Content(SubjectField.URL.parse(content), null);
    }

    /**
     * Returns false for quotes alone: pasted links have them too, and lose them later. No subject contains a
     * backslash.
     */
    private static boolean isEscapedString(String text) {
        return text.startsWith("\"") && text.indexOf('\\') >= 0;
    }

    private static Content number(Number number) {
        return new Content(SubjectField.URL.parse(WholeNumber.digits("the body", number)), null);
    }

    private static <T> T json(String text, String kind, TypeReference<T> type) {
        if (text.length() > MAX_SIZE) {
            throw tooLarge();
        }
        try {
            return Json.MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new InvalidArgumentException("the body starts like a JSON " + kind + " but cannot be read as one: "
                    + e.getOriginalMessage().replaceAll("\\s+", " "));
        }
    }

    /** Converts the values of one level only: a tree may be deeper than the stack. */
    private static Map<String, Object> shallow(JsonNode object) {
        Map<String, Object> fields = new HashMap<>();
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isTextual()) {
                fields.put(field.getKey(), value.textValue());
            } else if (value.isNumber()) {
                fields.put(field.getKey(), value.numberValue());
            } else if (!value.isNull()) {
                fields.put(field.getKey(), value);
            }
        });
        return fields;
    }

    private static Content fields(Map<?, ?> body, TikTokResource resource) {
        // A copy: get(String) of a map sorted by numbers throws.
        Map<String, @Nullable Object> fields = new HashMap<>();
        body.forEach((name, value) -> fields.put(String.valueOf(name), value));
        SubjectCollector subjects = new SubjectCollector(resource, "body field")
                .add("url", SubjectField.URL, fields.get("url"))
                .add("link", SubjectField.URL, fields.get("link"))
                .add("video_id", SubjectField.VIDEO_ID, fields.get("video_id"))
                .add("videoId", SubjectField.VIDEO_ID, fields.get("videoId"))
                .add("handle", SubjectField.HANDLE, fields.get("handle"))
                .add("username", SubjectField.HANDLE, fields.get("username"));
        TikTokLink subject = subjects.subject();
        if (subject == null) {
            subjects.rejectOther();
        }
        Object requestSource = fields.get("requestSource");
        if (requestSource == null || requestSource.toString().isBlank()) {
            return new Content(subject, null);
        }
        return new Content(subject, RequestSource.check("body field requestSource", requestSource.toString()));
    }

    /** Reads at most one byte more than allowed, and restores the body. */
    private static String stream(Message message) {
        Object body = message.getBody();
        InputStream stream = message.getBody(InputStream.class);
        if (stream == null) {
            return "";
        }
        try {
            byte[] head = stream.readNBytes(MAX_SIZE + 1);
            if (body instanceof StreamCache cache) {
                cache.reset();
            } else {
                message.setBody(new SequenceInputStream(new ByteArrayInputStream(head), stream));
            }
            return decoded(message, head);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Reads characters, because only Camel's converter knows the charset of the file endpoint. */
    private static String file(Message message) {
        try (Reader reader = message.getMandatoryBody(Reader.class)) {
            char[] head = new char[MAX_SIZE + 1];
            int length = 0;
            int count = 0;
            while (count >= 0 && length < head.length) {
                length += count;
                count = reader.read(head, length, head.length - length);
            }
            if (length == head.length) {
                throw tooLarge();
            }
            return new String(head, 0, length);
        } catch (IOException | InvalidPayloadException | RuntimeCamelException e) {
            throw unreadable(e);
        }
    }

    private static String decoded(Message message, byte[] bytes) {
        if (bytes.length > MAX_SIZE) {
            throw tooLarge();
        }
        String name = ExchangeHelper.getCharsetName(message.getExchange(), false);
        return TextDecoder.decode("the body", bytes, name == null ? null : charset(name));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new InvalidArgumentException("the charset of the body is unknown to this JVM: " + LogSafe.of(name));
        }
    }

    private static InvalidArgumentException unreadable(Exception cause) {
        return new InvalidArgumentException("the body could not be read: " + cause.getMessage(), cause);
    }

    private static InvalidArgumentException tooLarge() {
        return new InvalidArgumentException(
                "the body is larger than " + MAX_SIZE / 1024 + " KiB, too large for a link, an id or a handle");
    }
}
