package io.github.cameltiktok.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TikTok post, in the same form for all providers. Immutable and thread-safe.
 *
 * @param id TikTok's id of the post, never a provider's row number
 * @param url link to the post
 * @param kind video or photo post; {@code null} if unknown
 * @param caption unchanged text of the post, including newlines, emoji and right-to-left text
 * @param publishedAt time of publication
 * @param region two-letter code of the region of the post
 * @param durationSeconds length of the video in seconds, as returned by the provider; {@code null} for a photo post
 * @param advertisement whether the post is a paid advertisement
 * @param author creator of the post; {@code null} if unknown
 * @param stats counters; {@code null} if all are unknown
 * @param music sound; {@code null} if unknown
 * @param hashtags hashtags of the post, without duplicates
 * @param mentions creators that the caption mentions
 * @param covers still and animated previews
 * @param media files of the post; for a photo post, pictures only
 * @param permissions permissions of others; {@code null} if all are unknown
 * @param source origin of the record
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

    /** Kind of a post. */
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
