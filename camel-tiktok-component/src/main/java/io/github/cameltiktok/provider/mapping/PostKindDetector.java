package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.TikTokVideo;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the video of a post tells about its kind; the link of a post does not tell it. */
public final class PostKindDetector {

    /** Of TikTok's hosts for sounds, of a parameter on the others, and of the name of a file. */
    private static final Pattern SOUND =
            Pattern.compile("https?://[^/?#]*-music\\.|[^?#]*\\.(?:mp3|m4a|aac)(?:[?#]|$)|[^?]*\\?.*mime_type=audio");

    private PostKindDetector() {}

    /**
     * Returns the kind of a post. A photo post has a video of length 0, in whose place the sound may stand. A video whose
     * length is only unknown may be given as 0, too, but has a file of its own.
     *
     * @param seconds length of the video
     * @param videoUrl address of the video
     * @param soundUrl address of the sound
     * @return {@code null} if nothing tells
     */
    public static TikTokVideo.@Nullable Kind detect(
            @Nullable BigDecimal seconds, @Nullable String videoUrl, @Nullable String soundUrl) {
        boolean isSound = videoUrl != null && videoUrl.equals(soundUrl);
        boolean hasNoLength = seconds != null && seconds.signum() == 0;
        if (isSound
                || hasNoLength && (videoUrl == null || SOUND.matcher(videoUrl).lookingAt())) {
            return TikTokVideo.Kind.PHOTO;
        }
        return seconds != null && seconds.signum() > 0 || videoUrl != null ? TikTokVideo.Kind.VIDEO : null;
    }
}
