package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.TikTokVideo;
import org.jspecify.annotations.Nullable;

/** Builds TikTok links that a provider does not return. */
public final class TikTokUrls {

    private static final String SITE = "https://www.tiktok.com/@";

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
        return SITE + (isHandle(handle) ? handle : "_") + page + id;
    }

    /** Returns the link of a creator's profile; {@code null} without a valid handle. */
    public static @Nullable String profile(@Nullable String handle) {
        return isHandle(handle) ? SITE + handle : null;
    }

    /** Other characters in a handle would break the link. */
    private static boolean isHandle(@Nullable String handle) {
        if (handle == null || handle.isEmpty()) {
            return false;
        }
        for (int i = 0; i < handle.length(); i++) {
            if (!isOfHandle(handle.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfHandle(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '.';
    }
}
