package io.github.cameltiktok.provider;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Data provider: builds the calls for videos and creators and reads the responses.
 *
 * <p>A bean of this type in Camel's registry works like a built-in provider, as {@code provider=#bean:id} or by its
 * {@link #name()}. Implementations must be immutable and thread-safe and must not block.
 */
public interface TikTokProvider {

    /** Returns the name used in options, headers and records: lower-case letters and digits, starting with a letter. */
    String name();

    /** Returns the base URL to which request paths are appended. The {@code baseUrl} option overrides it. */
    URI defaultBaseUrl();

    /** Returns the maximum number of concurrent calls per API key and resource; 1 or more. */
    int maxConcurrentRequests();

    /** Returns the header that contains the API key. */
    SecretHeader authorization(String apiKey);

    /**
     * Returns a free call that checks an API key. A rejected key results in status 401. {@code null} if the provider has
     * no such call.
     */
    default @Nullable ProviderRequest keyCheck() {
        return null;
    }

    /** Returns the lookup of videos and photo posts. */
    ProviderOperation<TikTokVideo> video();

    /** Returns the lookup of creators. */
    ProviderOperation<TikTokUser> user();
}
