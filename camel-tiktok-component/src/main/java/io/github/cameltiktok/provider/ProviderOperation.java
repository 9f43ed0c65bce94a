package io.github.cameltiktok.provider;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokRecord;
import org.jspecify.annotations.Nullable;

/**
 * Lookup of one resource at a provider: builds the call and reads the response. Without side effects, thread-safe.
 *
 * @param <T> type of the normalised record
 */
public interface ProviderOperation<T extends TikTokRecord> {

    /** Returns the price of a successful call; {@code null} if not documented. Settings of the provider override it. */
    default @Nullable Price price() {
        return null;
    }

    /**
     * Returns whether the provider can look up a subject. An unsupported subject is not sent; the lookup falls back on
     * the next provider, if any.
     *
     * @param subject link of a kind that fits the resource, or a short link
     */
    default boolean supports(TikTokLink subject) {
        return true;
    }

    /** Returns the reason why a subject is unsupported, for the error message. It should name a provider that supports it. */
    default String whyUnsupported(TikTokLink subject) {
        return "cannot look up " + subject.url();
    }

    /**
     * Returns the call for a subject.
     *
     * @param subject subject that this operation {@link #supports}
     * @param requestSource platform that runs the lookup, such as {@code API}
     */
    ProviderRequest request(TikTokLink subject, String requestSource);

    /**
     * Reads a response of any status.
     *
     * @param subject subject of the lookup
     * @param response response to the call
     * @return the normalised record, never an empty one
     * @throws ProviderException if the response is an error, is broken or contains no record
     */
    T read(TikTokLink subject, ProviderResponse response);

    /**
     * Returns whether the provider reports that the subject has moved. A record about another creator is then accepted as
     * the same creator. Called only if {@link #read} returned a record about another subject.
     *
     * @param subject subject of the lookup
     * @param response response to the call
     */
    default boolean hasMoved(TikTokLink subject, ProviderResponse response) {
        return false;
    }
}
