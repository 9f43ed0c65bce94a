package io.github.cameltiktok;

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
 * @param answer writes body and headers of a found subject into a message, and otherwise nothing
 */
record PolledSubject(
        TikTokLink subject,
        @Nullable TikTokRecord record,
        @Nullable TikTokException failure,
        Consumer<Message> answer) {

    static PolledSubject found(TikTokLink subject, TikTokRecord record, Consumer<Message> answer) {
        return new PolledSubject(subject, record, null, answer);
    }

    /** Takes not-found as an outcome: a watched subject that disappears is an event. */
    static PolledSubject failed(TikTokLink subject, TikTokException failure) {
        return new PolledSubject(
                subject, null, failure instanceof TikTokNotFoundException ? null : failure, message -> {});
    }
}
