package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.TikTokVideo;
import org.jspecify.annotations.Nullable;

/** Builds TikTok links that a provider does not return. */
public final class TikTokUrls {

    private static final String PROFILES = TikTokLink.SITE + '@';

    private TikTokUrls() {}

    /**
     * Returns the link of a post.
     *
     * @param id id of the post; {@code null} if unknown
     * @param handle handle of the author; TikTok also resolves links without one
     * @param kind kind of the post; {@code null} if unknown
     * @return {@code null} without an id
     */
    public static @Nullable String post(@Nullable String id, @Nullable String handle, TikTokVideo.@Nullable Kind kind) {
        if (id == null) {
            return null;
        }
        String page = kind == TikTokVideo.Kind.PHOTO ? "/photo/" : "/video/";
        return PROFILES + (isHandle(handle) ? handle : "_") + page + id;
    }

    /** Returns the link of a creator's profile; {@code null} without a valid handle. */
    public static @Nullable String profile(@Nullable String handle) {
        return isHandle(handle) ? PROFILES + handle : null;
    }

    /** Other characters would break the link. Wider than the rule of {@link TikTokLink}: a provider's handle is real. */
    private static boolean isHandle(@Nullable String handle) {
        return handle != null && Syntax.isHandle(handle);
    }
}
