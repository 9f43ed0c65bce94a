package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parses a response body as one JSON object. Defects such as a proxy's HTML, an empty or a truncated body result in a
 * readable message instead of a parser's stack trace.
 */
public final class JsonAnswer {

    /** Documented responses have at most 6 levels. */
    private static final int MAX_DEPTH = 64;

    /** Some servers prepend it to UTF-8, where it has no meaning. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final byte[] BYTE_ORDER_MARK_BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Highest bit of each of eight bytes, which is 0 in an ASCII character. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private JsonAnswer() {}

    /**
     * Returns the JSON object in the body.
     *
     * @throws ProviderException of kind {@link ErrorKind#UPSTREAM} if the body is not a JSON object
     */
    public static JsonFields object(ProviderResponse response) {
        JsonNode node = parseFast(response.body());
        return new JsonFields(node != null ? node : parseWithDiagnostics(response));
    }

    /**
     * Parses the bytes without decoding them to text. Nearly every response is valid, and decoding allocates about as much
     * memory as parsing.
     *
     * @return the JSON object in the body; {@code null} if the body appears to be anything else
     */
    static @Nullable JsonNode parseFast(byte[] body) {
        int start = startOfObject(body);
        if (start < 0 || !isUtf8(body)) {
            return null;
        }
        try {
            return READER.readTree(body, start, body.length - start);
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Decodes the body to text, parses it and reports its defect.
     *
     * @return the JSON object in the body
     * @throws ProviderException if the body is not a JSON object
     */
    static JsonNode parseWithDiagnostics(ProviderResponse response) {
        String text = utf8(response);
        if (text.isBlank()) {
            throw broken(response, RetryAdvice.YES, "an empty body", null);
        }
        if (text.stripLeading().startsWith("<")) {
            throw broken(response, RetryAdvice.YES, "HTML instead of JSON, as a proxy does: " + LogSafe.of(text), null);
        }
        JsonNode node = parse(response, text);
        if (!node.isObject()) {
            throw broken(
                    response,
                    RetryAdvice.NEVER,
                    "JSON of type " + node.getNodeType() + " where an object belongs",
                    null);
        }
        return node;
    }

    /** Returns the index of the brace at the start of the object, or -1 if the body starts with anything else. */
    private static int startOfObject(byte[] body) {
        int start = hasByteOrderMark(body) ? BYTE_ORDER_MARK_BYTES.length : 0;
        while (start < body.length && isJsonWhitespace(body[start])) {
            start++;
        }
        // The parser detects UTF-16 and UTF-32 by zeros. No provider documents these encodings.
        return start + 1 < body.length && body[start] == '{' && body[start + 1] != 0 ? start : -1;
    }

    private static boolean hasByteOrderMark(byte[] body) {
        int length = BYTE_ORDER_MARK_BYTES.length;
        return body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK_BYTES, 0, length);
    }

    private static boolean isJsonWhitespace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /** Validates the encoding, because the parser accepts some invalid sequences. */
    private static boolean isUtf8(byte[] body) {
        int start = nextOutsideAscii(body, 0);
        if (start == body.length) {
            return true;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (start < body.length) {
            int end = start;
            // Bytes of a character outside ASCII are negative.
            while (end < body.length && body[end] < 0) {
                end++;
            }
            try {
                decoder.decode(ByteBuffer.wrap(body, start, end - start));
            } catch (CharacterCodingException e) {
                return false;
            }
            start = nextOutsideAscii(body, end);
        }
        return true;
    }

    /** Returns the index of the next byte outside ASCII, or the length. Reads 8 bytes at once; single bytes took longer than parsing. */
    private static int nextOutsideAscii(byte[] body, int from) {
        int next = from;
        while (next <= body.length - Long.BYTES && ((long) EIGHT_BYTES.get(body, next) & HIGH_BITS) == 0) {
            next += Long.BYTES;
        }
        while (next < body.length && body[next] >= 0) {
            next++;
        }
        return next;
    }

    private static JsonNode parse(ProviderResponse response, String text) {
        try {
            return READER.readTree(text);
        } catch (JsonEOFException e) {
            throw broken(response, RetryAdvice.YES, "JSON that is cut off after " + text.length() + " characters", e);
        } catch (StreamConstraintsException e) {
            throw broken(response, RetryAdvice.NEVER, "JSON nested too deeply or holding too long a value", e);
        } catch (JsonProcessingException e) {
            throw broken(response, RetryAdvice.YES, "text that is not JSON: " + LogSafe.of(text), e);
        }
    }

    private static String utf8(ProviderResponse response) {
        ByteBuffer bytes = ByteBuffer.wrap(response.body());
        CharBuffer characters = CharBuffer.allocate(response.body().length);
        if (StandardCharsets.UTF_8.newDecoder().decode(bytes, characters, false).isError()) {
            String encoding = response.header("Content-Encoding");
            throw broken(
                    response,
                    RetryAdvice.NEVER,
                    encoding == null
                            ? "a body that is not UTF-8 text"
                            : "a body encoded as " + LogSafe.of(encoding) + ", which was not requested",
                    null);
        }
        if (bytes.hasRemaining()) {
            throw broken(response, RetryAdvice.YES, "text that is cut off in the middle of a character", null);
        }
        String text = characters.flip().toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static ProviderException broken(
            ProviderResponse response, RetryAdvice retry, String what, @Nullable IOException cause) {
        return new ProviderException(
                ProviderFailure.of(ErrorKind.UPSTREAM, retry, "answered with " + what, response),
                // The parser's message quotes the body at length; the class name is sufficient.
                cause == null ? null : new IOException(cause.getClass().getSimpleName()));
    }
}
