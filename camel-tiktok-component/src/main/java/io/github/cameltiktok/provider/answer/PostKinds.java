package io.github.cameltiktok.provider.answer;

import io.github.cameltiktok.model.TikTokVideo;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the video of a post tells about its kind; the link of a post does not tell it. */
public final class PostKinds {

    private PostKinds() {}

    /**
     * Returns the kind of a post. A photo post has a video of length 0, in whose place the sound may stand.
     *
     * @param seconds length of the video
     * @param videoUrl address of the video
     * @param soundUrl address of the sound
     * @return {@code null} if nothing tells
     */
    public static TikTokVideo.@Nullable Kind of(
            @Nullable BigDecimal seconds, @Nullable String videoUrl, @Nullable String soundUrl) {
        if (seconds != null && seconds.signum() == 0 || videoUrl != null && videoUrl.equals(soundUrl)) {
            return TikTokVideo.Kind.PHOTO;
        }
        return seconds != null && seconds.signum() > 0 || videoUrl != null ? TikTokVideo.Kind.VIDEO : null;
    }
}
