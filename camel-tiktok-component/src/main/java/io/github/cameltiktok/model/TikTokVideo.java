package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A TikTok post, the same whichever provider answered. Immutable and thread-safe.
 *
 * @param id TikTok's id of the post, never a provider's row number
 * @param url link to the post
 * @param kind video or photo post; {@code null} where the answer does not tell
 * @param caption text of the post, as it is: with newlines, emoji and right-to-left text
 * @param publishedAt when the post was published
 * @param region two-letter code of the region it was posted from
 * @param durationSeconds length of the video in seconds, as given; {@code null} for a photo post
 * @param advertisement whether it is a paid advertisement
 * @param author who posted it; {@code null} if the answer names nobody
 * @param stats counters; {@code null} if none is known
 * @param music the sound; {@code null} if nothing of it is known
 * @param hashtags of the post, each once
 * @param mentions accounts that the caption mentions
 * @param covers still and animated previews
 * @param media files of the post; a photo post has no video among them
 * @param permissions what others may do with it; {@code null} if none is known
 * @param source where this comes from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TikTokVideo(
        @Nullable String id,
        @Nullable String url,
        @Nullable Kind kind,
        @Nullable String caption,

        @JsonSerialize(using = ToStringSerializer.class) @Nullable
        Instant publishedAt,

        @Nullable String region,
        @Nullable BigDecimal durationSeconds,
        @Nullable Boolean advertisement,
        @Nullable Author author,
        @Nullable VideoStats stats,
        @Nullable Music music,
        List<Hashtag> hashtags,
        List<Mention> mentions,
        List<Image> covers,
        List<Media> media,
        @Nullable Permissions permissions,
        Source source)
        implements TikTokRecord {

    /** What a post consists of. */
    public enum Kind {
        VIDEO,
        PHOTO
    }

    public TikTokVideo {
        author = Author.UNKNOWN.equals(author) ? null : author;
        stats = VideoStats.UNKNOWN.equals(stats) ? null : stats;
        music = Music.UNKNOWN.equals(music) ? null : music;
        hashtags = List.copyOf(hashtags);
        mentions = List.copyOf(mentions);
        covers = List.copyOf(covers);
        media = List.copyOf(media);
        permissions = Permissions.UNKNOWN.equals(permissions) ? null : permissions;
    }
}
