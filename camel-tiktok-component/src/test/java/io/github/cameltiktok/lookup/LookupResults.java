package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.provider.ProviderResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results of lookups that never were. */
final class LookupResults {

    private LookupResults() {}

    static LookupResult<TikTokUser> user(String handle) {
        return user(handle, null, 100);
    }

    /**
     * @param avatarExpiresAt when the only signed link stops working; {@code null} for never
     * @param bytes of the provider's answer
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
        return new LookupResult<>(
                user, new ProviderResponse(200, Map.of(), new byte[bytes], Instant.EPOCH), LookupResult.Origin.CALLED);
    }
}
