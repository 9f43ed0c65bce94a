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
     * Returns the call that looks a subject up.
     *
     * @param subject what is asked for, of a kind that fits the resource (or a short link)
     * @param requestSource which platform asks, {@code API} for one
     * @throws ProviderException of class {@link FailureClass#CALLER} if the provider cannot take such a subject; its
     *     message says which provider could
     */
    ProviderRequest request(TikTokLink subject, String requestSource);

    /**
     * Reads an answer, of whatever status.
     *
     * @param subject what was asked for
     * @param response what came back
     * @return the normalised record, never an empty one
     * @throws ProviderException if the answer is an error, broken, or holds no record
     */
    T read(TikTokLink subject, ProviderResponse response);
}
