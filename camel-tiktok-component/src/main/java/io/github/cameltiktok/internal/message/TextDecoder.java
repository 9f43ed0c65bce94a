package io.github.cameltiktok.internal.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Decodes external text: UTF-8 with or without a byte order mark, unless another charset is declared. Thread-safe. */
public final class TextDecoder {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Ordered, as the mark of UTF-32LE starts with that of UTF-16LE. */
    private static final List<Mark> OTHER_MARKS = List.of(
            new Mark("UTF-32LE", 0xFF, 0xFE, 0, 0),
            new Mark("UTF-32BE", 0, 0, 0xFE, 0xFF),
            new Mark("UTF-16LE", 0xFF, 0xFE),
            new Mark("UTF-16BE", 0xFE, 0xFF));

    /** The first bytes of a text in another encoding. */
    private record Mark(String encoding, int... bytes) {

        boolean startsOf(byte[] text) {
            return text.length >= bytes.length
                    && IntStream.range(0, bytes.length).allMatch(i -> (text[i] & 0xFF) == bytes[i]);
        }
    }

    private TextDecoder() {}

    /**
     * Returns the text without its byte order mark.
     *
     * @param place of the text, for the message
     * @param declared charset that is declared for the text; {@code null} for UTF-8
     * @throws InvalidArgumentException if the bytes are not text in that charset; the message names both encodings
     */
    public static String decode(String place, byte[] bytes, @Nullable Charset declared) {
        Charset charset = declared == null ? StandardCharsets.UTF_8 : declared;
        try {
            return withoutMark(
                    charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            String mark = OTHER_MARKS.stream()
                    .filter(other -> other.startsOf(bytes))
                    .findFirst()
                    .map(other -> ": its byte order mark is that of " + other.encoding())
                    .orElse("");
            throw new InvalidArgumentException(
                    place + " is not text in " + charset.name() + mark + ". Save it as UTF-8", e);
        }
    }

    /** Returns a decoded text without its byte order mark. */
    static String withoutMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }
}
