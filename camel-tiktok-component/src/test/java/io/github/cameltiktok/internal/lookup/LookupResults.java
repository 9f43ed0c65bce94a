package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.ProviderFailure;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.RetryAdvice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results for tests of single steps. */
final class LookupResults {

    private LookupResults() {}

    static LookupResult<TikTokUser> user(String handle) {
        return user(handle, null, 100);
    }

    /**
     * @param avatarExpiresAt expiry of the only media URL; {@code null} for none
     * @param bytes size of the provider's response
     */
    static LookupResult<TikTokUser> user(String handle, @Nullable Instant avatarExpiresAt, int bytes) {
        TikTokUser user = new TikTokUser(
                null,
                null,
                handle,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Image(Image.Variant.MEDIUM, "https://example.com/a.jpeg", null, null, avatarExpiresAt)),
                null,
                new Source("apidirect", null, Instant.EPOCH, List.of()));
        return new Found<>(
                user, new ProviderResponse(200, Map.of(), new byte[bytes], Instant.EPOCH), Origin.CALLED, 1, null);
    }

    /** Returns the failure of a call that was sent. */
    static LookupResult<TikTokUser> failed(String provider, ErrorKind errorKind) {
        return Failed.called(provider, failure(errorKind, provider + " fails"), null);
    }

    /** Returns a failure without a call. */
    static LookupResult<TikTokUser> notSent(String provider, ErrorKind errorKind) {
        return Failed.notSent(provider, failure(errorKind, provider + " was not called"));
    }

    private static ProviderFailure failure(ErrorKind errorKind, String message) {
        return new ProviderFailure(errorKind, RetryAdvice.NEVER, message, null, null, null, null);
    }
}
