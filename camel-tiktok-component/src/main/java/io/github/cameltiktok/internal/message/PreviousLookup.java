package io.github.cameltiktok.internal.message;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import java.io.Serializable;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The value of the header {@code CamelTikTokLookup}: the headers and the body that the last lookup wrote into the
 * message, and the input that its headers held before.
 *
 * <p>Some headers are both input and output. This record distinguishes them, and as a header it follows them into
 * every copy of a message. A header is output only if its value is the very object that the lookup wrote. A value
 * that a route sets is another object, and so is input even if it is equal.
 *
 * <p>Serialisation turns this record into text with a digest of the body; from then on values are compared. Immutable
 * and thread-safe.
 */
public final class PreviousLookup implements CharSequence, Serializable {

    private static final long serialVersionUID = 1L;

    /** The record of a message without a lookup. */
    static final PreviousLookup NONE = new PreviousLookup(Map.of(), Map.of(), null, true);

    /** Prefix of the headers that a lookup both reads and writes. */
    private static final String PREFIX = "CamelTikTok";

    /** Name of the body's digest in the text. */
    private static final String BODY = "BODY";

    private final transient Map<String, String> written;
    private final transient Map<HeaderInput.Kind, HeaderInput.Choice> choices;

    /** Body that the lookup wrote; in a record parsed from text, its digest. */
    private final transient @Nullable Object body;

    private final transient boolean hasObjects;

    private PreviousLookup(
            Map<String, String> written,
            Map<HeaderInput.Kind, HeaderInput.Choice> choices,
            @Nullable Object body,
            boolean hasObjects) {
        this.written = written;
        this.choices = choices;
        this.body = body;
        this.hasObjects = hasObjects;
    }

    /** Returns the record of the message; {@link #NONE} if it has none or an unreadable one. */
    public static PreviousLookup of(Message message) {
        Object header = message.getHeader(TikTokHeaders.LOOKUP);
        if (header instanceof PreviousLookup previous) {
            return previous;
        }
        return header instanceof CharSequence text ? parse(text.toString()) : NONE;
    }

    /**
     * Writes the headers of a lookup and the record of headers and body. The body is set already.
     *
     * @param headers by name, kept and changed by the record; other headers stay unchanged
     * @param choices that the next lookup inherits
     */
    static void write(Message message, Map<String, String> headers, Map<HeaderInput.Kind, HeaderInput.Choice> choices) {
        headers.replaceAll((name, value) -> copy(value));
        headers.forEach(message::setHeader);
        message.setHeader(TikTokHeaders.LOOKUP, new PreviousLookup(headers, choices, message.getBody(), true));
    }

    /** Writes more headers of the same lookup, and records them and the body, which is set already. */
    public void add(Message message, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>();
        written.forEach((name, value) -> {
            if (isWritten(name, message.getHeader(name))) {
                all.put(name, value);
            }
        });
        all.putAll(headers);
        write(message, all, choices);
    }

    /** Returns a new object. A route may later set the same constant, or a field of the record, as input. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static String copy(String value) {
        return new String(value);
    }

    /** Returns the value of an input header; {@code null} if the header is missing or was written by the lookup. */
    @Nullable
    Object input(Message message, String name) {
        Object value = message.getHeader(name);
        return value == null || isWritten(name, value) ? null : value;
    }

    /** Returns the value of an output header; {@code null} if the header is missing or was changed. */
    @Nullable
    String output(Message message, String name) {
        return isWritten(name, message.getHeader(name)) ? written.get(name) : null;
    }

    /** Returns the choices made before the lookup in headers that are unchanged since. */
    Map<HeaderInput.Kind, HeaderInput.Choice> choices(Message message) {
        Map<HeaderInput.Kind, HeaderInput.Choice> valid = new EnumMap<>(HeaderInput.Kind.class);
        choices.forEach((kind, choice) -> {
            if (isWritten(choice.header(), message.getHeader(choice.header()))) {
                valid.put(kind, choice);
            }
        });
        return valid;
    }

    /** Returns whether the body is that of the lookup: the same object, or after serialisation the same JSON. */
    public boolean isBodyOf(Message message) {
        if (body == null || hasObjects) {
            return body != null && message.getBody() == body;
        }
        return body.equals(BodyDigest.of(message.getBody()));
    }

    /** Returns the subject of the lookup: the post, or for {@code USER} its author; {@code null} if unknown. */
    @Nullable
    TikTokLink subject(Message message, TikTokResource resource) {
        SubjectField field = resource == TikTokResource.VIDEO ? SubjectField.VIDEO_ID : SubjectField.HANDLE;
        String value = output(message, field.header());
        return value == null
                ? null
                : new SubjectCollector(resource, "header")
                        .add(field.header(), field, value)
                        .subject();
    }

    /** Returns whether the lookup wrote the value; also true for a missing header that it did not write. */
    private boolean isWritten(String name, @Nullable Object value) {
        String own = written.get(name);
        return hasObjects ? value == own : Objects.equals(own, value == null ? null : value.toString());
    }

    private static PreviousLookup parse(String text) {
        Map<String, String> written = new HashMap<>();
        Map<HeaderInput.Kind, HeaderInput.Choice> choices = new EnumMap<>(HeaderInput.Kind.class);
        String body = null;
        try {
            for (String part : text.split("&")) {
                String[] pair = part.split("=", 2);
                String value = URLDecoder.decode(pair[1], StandardCharsets.UTF_8);
                if (pair[0].startsWith(PREFIX) || pair[0].equals(Exchange.CONTENT_TYPE)) {
                    written.put(pair[0], value);
                } else if (pair[0].equals(BODY)) {
                    body = value;
                } else {
                    String[] choice = value.split("=", 2);
                    choices.put(HeaderInput.Kind.valueOf(pair[0]), new HeaderInput.Choice(choice[0], choice[1]));
                }
            }
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            // Not written by a lookup: every header counts as set by the route.
            return NONE;
        }
        return new PreviousLookup(written, Collections.unmodifiableMap(choices), body, false);
    }

    /** Returns the text that replaces this record in a serialised message. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner("&");
        written.forEach((name, value) -> text.add(name + '=' + encode(value)));
        choices.forEach((kind, choice) -> text.add(kind + "=" + encode(choice.header() + '=' + choice.value())));
        String digest = hasObjects ? BodyDigest.of(body) : (String) body;
        if (digest != null) {
            text.add(BODY + '=' + digest);
        }
        return text.toString();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public int length() {
        return toString().length();
    }

    @Override
    public char charAt(int index) {
        return toString().charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().subSequence(start, end);
    }

    /** Replaces the record by its text in Java's serialisation. */
    private Object writeReplace() {
        return toString();
    }
}
