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
 * Parses the body of an answer as one JSON object. Whatever a network can make of an answer (a proxy's HTML, nothing at
 * all, half of it) becomes a message that a person can act on instead of a parser's stack trace.
 */
public final class JsonAnswer {

    /** Deeper than any provider's answer; the documented ones have 6 levels. */
    private static final int MAX_DEPTH = 64;

    /** Some servers write it in front of their UTF-8 although it means nothing there. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final byte[] BYTE_ORDER_MARK_BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Of eight bytes; each is set in a byte that is no ASCII character. */
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
     * Returns the object that the body holds.
     *
     * @throws ProviderException of class {@link ErrorKind#UPSTREAM} if the body is anything else
     */
    public static JsonFields object(ProviderResponse response) {
        JsonNode node = parseFast(response.body());
        return new JsonFields(node != null ? node : parseWithDiagnostics(response));
    }

    /**
     * Reads the bytes as they are. Nearly every answer is a good one, and making text of it takes about as much memory as
     * parsing it.
     *
     * @return the object that the body holds; {@code null} if it seems to hold anything else
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
     * Makes text of the body, and so can tell what is wrong with it.
     *
     * @return the object that the body holds
     * @throws ProviderException if the body is anything else
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

    /** Returns the place of the brace that an object starts with, or -1 if something else stands there. */
    private static int startOfObject(byte[] body) {
        int start = hasByteOrderMark(body) ? BYTE_ORDER_MARK_BYTES.length : 0;
        while (start < body.length && isJsonWhitespace(body[start])) {
            start++;
        }
        // Zeros are how the parser finds out that text is UTF-16 or UTF-32, which no provider has reason to send.
        return start + 1 < body.length && body[start] == '{' && body[start + 1] != 0 ? start : -1;
    }

    private static boolean hasByteOrderMark(byte[] body) {
        int length = BYTE_ORDER_MARK_BYTES.length;
        return body.length >= length && Arrays.equals(body, 0, length, BYTE_ORDER_MARK_BYTES, 0, length);
    }

    private static boolean isJsonWhitespace(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }

    /** The parser takes some bytes for characters that are none, and so the whole is looked at before. */
    private static boolean isUtf8(byte[] body) {
        int start = nextOutsideAscii(body, 0);
        if (start == body.length) {
            return true;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (start < body.length) {
            int end = start;
            // All bytes of a character outside ASCII are negative.
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

    /** Returns the place of the next byte outside ASCII, or the length. Eight at a time, as one by one takes longer than parsing. */
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
                // The parser's own message quotes the body at length; its class says enough.
                cause == null ? null : new IOException(cause.getClass().getSimpleName()));
    }
}
