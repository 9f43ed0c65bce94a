package io.github.cameltiktok.provider;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A data provider: which calls look a video or a creator up, and what the answers mean.
 *
 * <p>A bean of this type in Camel's registry is used like a built-in provider, as {@code provider=#bean:id} or by its
 * {@link #name()}. Implementations are immutable, safe to share between threads and never block.
 */
public interface TikTokProvider {

    /** Returns the name that options, headers and records use: lower-case letters and digits, starting with a letter. */
    String name();

    /** Returns the address that the paths of the requests are appended to, unless the {@code baseUrl} option is set. */
    URI defaultBaseUrl();

    /** Returns how many calls the provider allows at the same time, per API key and resource; 1 or more. */
    int maxConcurrentRequests();

    /** Returns the header that carries the API key in every request. */
    SecretHeader authorization(String apiKey);

    /** Returns what a successful call costs; {@code null} if that is not documented. */
    default @Nullable Price price() {
        return null;
    }

    /**
     * Returns a call that costs nothing and tells whether an API key is accepted: one that is not is answered with the
     * status 401. {@code null} if there is none.
     */
    default @Nullable ProviderRequest keyCheck() {
        return null;
    }

    /** Returns how videos and photo posts are looked up. */
    ProviderOperation<TikTokVideo> video();

    /** Returns how creators are looked up. */
    ProviderOperation<TikTokUser> user();
}
