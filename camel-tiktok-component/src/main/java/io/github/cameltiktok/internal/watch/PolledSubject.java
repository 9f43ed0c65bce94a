package io.github.cameltiktok.internal.watch;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import java.util.function.Consumer;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one lookup of a watched subject: found, not visible, or failed.
 *
 * @param record {@code null} if the subject is not visible or the lookup failed
 * @param failure {@code null} if the subject was found or is not visible
 * @param writer writes body and headers of a found subject into a message; does nothing otherwise
 */
public record PolledSubject(
        TikTokLink subject,
        @Nullable TikTokRecord record,
        @Nullable Exception failure,
        Consumer<Message> writer) {

    public static PolledSubject found(TikTokLink subject, TikTokRecord record, Consumer<Message> writer) {
        return new PolledSubject(subject, record, null, writer);
    }

    /** Returns the outcome for a subject that is gone or private, which is an event and no failure. */
    public static PolledSubject notVisible(TikTokLink subject) {
        return new PolledSubject(subject, null, null, message -> {});
    }

    public static PolledSubject failed(TikTokLink subject, Exception failure) {
        return new PolledSubject(subject, null, failure, message -> {});
    }
}
