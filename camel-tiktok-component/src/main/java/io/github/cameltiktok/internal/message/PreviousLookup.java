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
 * The value of the header {@code CamelTikTokLookup}: what the last lookup wrote into the message, and what the message
 * had asked for in its headers before.
 *
 * <p>Some headers are input and output at once. This record tells the two apart, and as a header it travels with them
 * through every copy of a message. A header counts as output only if its value is the very object that the lookup wrote.
 * A value that a route sets is another object, and so counts as input even if it is equal.
 *
 * <p>A message that is serialised keeps this record as text, which has a digest of the body. Then no object is the same,
 * and values are compared. Immutable and thread-safe.
 */
public final class PreviousLookup implements CharSequence, Serializable {

    private static final long serialVersionUID = 1L;

    /** For a message without a lookup. */
    static final PreviousLookup NONE = new PreviousLookup(Map.of(), Map.of(), null, true);

    /** Of the headers that a lookup both reads and writes. */
    private static final String PREFIX = "CamelTikTok";

    /** Names the digest of the body in the text. */
    private static final String BODY = "BODY";

    private final transient Map<String, String> written;
    private final transient Map<HeaderInput.Kind, HeaderInput.Choice> choices;

    /** Left by the lookup; in a record that was read from text its digest. */
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

    /** Returns the record of the message; {@link #NONE} if it has none that can be read. */
    public static PreviousLookup of(Message message) {
        Object header = message.getHeader(TikTokHeaders.LOOKUP);
        if (header instanceof PreviousLookup previous) {
            return previous;
        }
        return header instanceof CharSequence text ? parse(text.toString()) : NONE;
    }

    /**
     * Writes the headers of a lookup whose body is set already, and the record of both.
     *
     * @param headers by name; a header that is not here stays as it is
     * @param choices which the next lookup has to respect
     */
    static void write(Message message, Map<String, String> headers, Map<HeaderInput.Kind, HeaderInput.Choice> choices) {
        Map<String, String> written = new HashMap<>();
        headers.forEach((name, value) -> written.put(name, copy(value)));
        written.forEach(message::setHeader);
        message.setHeader(TikTokHeaders.LOOKUP, new PreviousLookup(written, choices, message.getBody(), true));
    }

    /** Writes more of the same lookup: headers, and a body that is set already. */
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

    /** A new object: a constant, or a field of the record, may be what a route sets next. */
    @SuppressWarnings("StringOperationCanBeSimplified")
    private static String copy(String value) {
        return new String(value);
    }

    /** Returns the value of a header unless it is one that the lookup wrote; {@code null} if there is none. */
    @Nullable
    Object input(Message message, String name) {
        Object value = message.getHeader(name);
        return value == null || isWritten(name, value) ? null : value;
    }

    /** Returns the value of a header that the lookup wrote and that is still there; {@code null} if there is none. */
    @Nullable
    String output(Message message, String name) {
        return isWritten(name, message.getHeader(name)) ? written.get(name) : null;
    }

    /** Returns the choices made before the lookup in headers that are since as the lookup left them. */
    Map<HeaderInput.Kind, HeaderInput.Choice> choices(Message message) {
        Map<HeaderInput.Kind, HeaderInput.Choice> valid = new EnumMap<>(HeaderInput.Kind.class);
        choices.forEach((kind, choice) -> {
            if (isWritten(choice.header(), message.getHeader(choice.header()))) {
                valid.put(kind, choice);
            }
        });
        return valid;
    }

    /** Returns whether the body is the one that the lookup left: the same object, or after serialisation the same JSON. */
    public boolean isBodyOf(Message message) {
        if (body == null || hasObjects) {
            return body != null && message.getBody() == body;
        }
        return body.equals(BodyDigest.of(message.getBody()));
    }

    /** Returns the subject that the lookup found: the post, or for {@code USER} its author; {@code null} if none. */
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

    /** An absent header counts as written if the lookup wrote none. */
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

    /** Returns the text that stands for this record once the message has been serialised. */
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

    /** What Java's serialisation writes in place of the record. */
    private Object writeReplace() {
        return toString();
    }
}
