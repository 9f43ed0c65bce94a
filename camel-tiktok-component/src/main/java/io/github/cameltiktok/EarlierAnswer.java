package io.github.cameltiktok;

import io.github.cameltiktok.link.TikTokLink;
import java.util.Collections;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The headers and the body that an earlier lookup of the same exchange set.
 *
 * <p>They have the same names as those that ask for something. Without telling them apart, the second lookup of a route
 * would ask for the subject of the first again, at the provider of the first, whatever its own options say. So a header
 * that still has the value which a lookup gave it is no question; only where nothing else names a subject does it count.
 * The same holds for a body that still is what a lookup left there: its link would be the old question again.
 *
 * @param headers by name
 * @param body {@code null} before the first lookup
 */
record EarlierAnswer(Map<String, Object> headers, @Nullable Object body) {

    private static final String PROPERTY = "CamelTikTokEarlierAnswer";

    private static final EarlierAnswer NONE = new EarlierAnswer(Map.of(), null);

    static EarlierAnswer of(Message message) {
        EarlierAnswer earlier = message.getExchange().getProperty(PROPERTY, EarlierAnswer.class);
        return earlier == null ? NONE : earlier;
    }

    /** Remembers the body of the message as a lookup's, and these headers, which stay as they are from here on. */
    static void remember(Message message, Map<String, Object> headers) {
        message.getExchange()
                .setProperty(PROPERTY, new EarlierAnswer(Collections.unmodifiableMap(headers), message.getBody()));
    }

    /** Tells whether the body is still the one that a lookup left there. */
    boolean isBodyOf(Message message) {
        return body != null && message.getBody() == body;
    }

    /** Returns the value of a header that no lookup left there; {@code null} if there is none such. */
    @Nullable
    Object newHeader(Message message, String name) {
        Object value = message.getHeader(name);
        return value == null || value.equals(headers.get(name)) ? null : value;
    }

    /** Returns what the earlier lookup found: the same post, or its author. */
    @Nullable
    TikTokLink subject(TikTokResource resource) {
        NamedSubject subject = new NamedSubject("header");
        return switch (resource) {
            case VIDEO ->
                subject.add(TikTokHeaders.VIDEO_ID, SubjectField.VIDEO_ID, headers.get(TikTokHeaders.VIDEO_ID))
                        .subject();
            case USER ->
                subject.add(TikTokHeaders.HANDLE, SubjectField.HANDLE, headers.get(TikTokHeaders.HANDLE))
                        .subject();
        };
    }
}
