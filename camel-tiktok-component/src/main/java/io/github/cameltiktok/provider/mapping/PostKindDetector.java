package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.TikTokVideo;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Detects the kind of a post from its video. The link of a post does not reveal the kind. */
public final class PostKindDetector {

    /** Matches TikTok's hosts for sounds, the file extensions of sounds and the MIME type parameter. */
    private static final Pattern SOUND =
            Pattern.compile("https?://[^/?#]*-music\\.|[^?#]*\\.(?:mp3|m4a|aac)(?:[?#]|$)|[^?]*\\?.*mime_type=audio");

    private PostKindDetector() {}

    /**
     * Returns the kind of a post. A photo post has a video of length 0, whose URL may be that of the sound. An unknown
     * length may be 0 too, but such a video has its own file.
     *
     * @param seconds length of the video; {@code null} if unknown
     * @param videoUrl URL of the video; {@code null} if absent
     * @param soundUrl URL of the sound; {@code null} if absent
     * @return {@code null} if the kind is unknown
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

    /** Returns the length of a video in seconds; {@code null} for a photo post, or if the length is unknown. */
    public static @Nullable BigDecimal durationSeconds(TikTokVideo.@Nullable Kind kind, @Nullable BigDecimal seconds) {
        return kind == TikTokVideo.Kind.PHOTO || seconds == null || seconds.signum() <= 0 ? null : seconds;
    }
}
