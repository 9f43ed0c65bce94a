package io.github.cameltiktok.provider.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.cameltiktok.link.LogSafe;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a response body, one JSON object, into a record that declares the documented fields. Thread-safe.
 *
 * <p>The record is bound leniently: an unreadable value is {@code null}, unknown fields are ignored. The type of a
 * component decides about its syntax: {@code String} (also accepts numbers), {@code Long} and {@code Integer} (0 or more),
 * {@code BigDecimal}, {@code Boolean}, {@code Instant} (ISO 8601), a record or a {@code List}. {@link Id}, {@link Url},
 * {@link Handle}, {@link UnixTime}, {@link Positive} and {@link TextForm} refine it. Missing lists and records are empty;
 * a record declared as {@code @Nullable} is {@code null} instead. Fields may have any order; the order of declaration is
 * the fastest.
 *
 * <p>Defects such as a proxy's HTML, an empty or a truncated body result in a readable message instead of a parser's stack
 * trace.
 *
 * @param <T> type of the record
 */
public final class BodyReader<T> {

    /** Documented responses have at most 6 levels. */
    private static final int MAX_DEPTH = 64;

    /** Some servers prepend it to UTF-8, where it has no meaning. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final byte[] BYTE_ORDER_MARK_BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** Replaces invalid bytes. A body that contains the character itself is parsed with diagnostics. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Highest bit of each of eight bytes, which is 0 in an ASCII character. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final ValueReader<T> reader;

    /** @param reader of the object */
    BodyReader(ValueReader<T> reader) {
        this.reader = reader;
    }

    /**
     * Returns a reader, to be created once per type.
     *
     * @throws IllegalArgumentException if a component has a type that cannot be read
     */
    public static <T extends Record> BodyReader<T> of(Class<T> type) {
        return new BodyReader<>(RecordReader.of(type));
    }

    /**
     * Returns the content of the body.
     *
     * @throws ProviderException of kind {@link ErrorKind#UPSTREAM} if the body is not a JSON object
     */
    public T read(ProviderResponse response) {
        T value = parseFast(response.body());
        return value != null ? value : parseWithDiagnostics(response);
    }

    /**
     * Parses the bytes without decoding them to text. Nearly every response is valid, and decoding allocates about as much
     * memory as parsing.
     *
     * @return the content of the body; {@code null} if the body does not appear to be a JSON object
     */
    @Nullable
    T parseFast(byte[] body) {
        int start = startOfObject(body);
        if (start < 0 || !isUtf8(body)) {
            return null;
        }
        try (JsonParser parser = JSON.createParser(body, start, body.length - start)) {
            parser.nextToken();
            T value = reader.read(parser);
            return parser.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Decodes the body to text, parses it and reports its defect.
     *
     * @return the content of the body
     * @throws ProviderException if the body is not a JSON object
     */
    T parseWithDiagnostics(ProviderResponse response) {
        String text = utf8(response);
        if (text.isBlank()) {
            throw broken(response, RetryAdvice.YES, "an empty body", null);
        }
        if (text.stripLeading().startsWith("<")) {
            throw broken(response, RetryAdvice.YES, "HTML instead of JSON, as a proxy does: " + LogSafe.of(text), null);
        }
        try (JsonParser parser = JSON.createParser(text)) {
            boolean isObject = parser.nextToken() == JsonToken.START_OBJECT;
            T value = reader.read(parser);
            parser.skipChildren();
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "more than one value");
            }
            if (!isObject || value == null) {
                throw broken(response, RetryAdvice.NEVER, "JSON that is not an object: " + LogSafe.of(text), null);
            }
            return value;
        } catch (JsonEOFException e) {
            throw broken(response, RetryAdvice.YES, "JSON that is cut off after " + text.length() + " characters", e);
        } catch (StreamConstraintsException e) {
            throw broken(response, RetryAdvice.NEVER, "JSON nested too deeply or holding too long a value", e);
        } catch (JsonProcessingException e) {
            throw broken(response, RetryAdvice.YES, "text that is not JSON: " + LogSafe.of(text), e);
        } catch (IOException e) {
            throw new UncheckedIOException("text cannot fail to be read", e);
        }
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
        while (start < body.length) {
            int end = start;
            // Bytes of a character outside ASCII are negative.
            while (end < body.length && body[end] < 0) {
                end++;
            }
            if (new String(body, start, end - start, StandardCharsets.UTF_8).indexOf(REPLACEMENT) >= 0) {
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
