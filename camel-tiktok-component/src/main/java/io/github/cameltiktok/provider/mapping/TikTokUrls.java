package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.TikTokVideo;
import org.jspecify.annotations.Nullable;

/** Makes the links that a provider does not give. */
public final class TikTokUrls {

    private static final String SITE = "https://www.tiktok.com/@";

    private TikTokUrls() {}

    /**
     * Returns the link of a post.
     *
     * @param id of the post
     * @param handle of its author; TikTok does not mind a missing one
     * @param kind of the post
     * @return {@code null} if there is no id
     */
    public static @Nullable String post(@Nullable String id, @Nullable String handle, TikTokVideo.@Nullable Kind kind) {
        if (id == null) {
            return null;
        }
        String page = kind == TikTokVideo.Kind.PHOTO ? "/photo/" : "/video/";
        return SITE + (isHandle(handle) ? handle : "_") + page + id;
    }

    /** Returns the link of a creator's profile; {@code null} if there is no handle, or none that fits a link. */
    public static @Nullable String profile(@Nullable String handle) {
        return isHandle(handle) ? SITE + handle : null;
    }

    /** Anything else that an answer calls a handle would break the link. */
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
