package io.github.cameltiktok.internal.watch;

import io.github.cameltiktok.TikTokHeaders;
import io.github.cameltiktok.internal.message.PreviousLookup;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokResource;
import io.github.cameltiktok.watch.Change;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Writes an event into the headers of a message. */
public final class ChangeWriter {

    private ChangeWriter() {}

    public static void write(Message message, TikTokResource resource, TikTokLink subject, Change change) {
        header(
                message,
                TikTokHeaders.EVENT,
                change.event() == null ? null : change.event().name());
        header(message, TikTokHeaders.CHANGED, change.fields().isEmpty() ? null : change.fields());
        header(message, TikTokHeaders.PREVIOUS, change.previous().isEmpty() ? null : change.previous());
        header(
                message,
                TikTokHeaders.GROWTH_PER_HOUR,
                change.growthPerHour().isEmpty() ? null : change.growthPerHour());
        header(
                message,
                TikTokHeaders.SECONDS_SINCE_LAST,
                change.sinceLast() == null ? null : change.sinceLast().toSeconds());
        // A subject that has disappeared has no record that names it.
        message.getHeaders().putIfAbsent(TikTokHeaders.RESOURCE, resource.uriName());
        Map<String, String> missing = new HashMap<>();
        missing.put(TikTokHeaders.URL, subject.url());
        if (subject.id() != null) {
            missing.put(TikTokHeaders.VIDEO_ID, subject.id());
        }
        if (subject.handle() != null) {
            missing.put(TikTokHeaders.HANDLE, subject.handle());
        }
        missing.keySet().removeIf(name -> message.getHeader(name) != null);
        PreviousLookup.of(message).add(message, missing);
    }

    private static void header(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
