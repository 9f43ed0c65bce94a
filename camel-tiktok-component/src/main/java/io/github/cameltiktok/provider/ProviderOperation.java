package io.github.cameltiktok.provider;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;

/**
 * One thing a provider can look up. Pure and thread-safe.
 *
 * @param <T> the record that comes of it
 */
public interface ProviderOperation<T extends TikTokRecord> {

    /**
     * Returns whether the provider can look a subject up. If it cannot, nothing is sent, and the next provider is called
     * if there is one.
     *
     * @param subject of a kind that fits the resource (or a short link)
     */
    default boolean supports(TikTokLink subject) {
        return true;
    }

    /** Returns why a subject is not supported, for the error message; best with the name of a provider that supports it. */
    default String whyUnsupported(TikTokLink subject) {
        return "cannot look up " + subject.url();
    }

    /**
     * Returns the call that looks a subject up.
     *
     * @param subject to look up, one that this operation {@link #supports}
     * @param requestSource platform that asks, such as {@code API}
     */
    ProviderRequest request(TikTokLink subject, String requestSource);

    /**
     * Reads an answer, of whatever status.
     *
     * @param subject that was asked for
     * @param response the answer
     * @return the normalised record, never an empty one
     * @throws ProviderException if the answer is an error, broken, or holds no record
     */
    T read(TikTokLink subject, ProviderResponse response);

    /**
     * Returns whether the provider reports that the subject has moved, so that a record about another creator is what
     * became of the one that was asked for. Called only for an answer that was read and is about something else.
     *
     * @param subject that was asked for
     * @param response the answer
     */
    default boolean hasMoved(TikTokLink subject, ProviderResponse response) {
        return false;
    }
}
