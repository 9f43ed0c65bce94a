package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.provider.mapping.Handle;
import io.github.cameltiktok.provider.mapping.Id;
import io.github.cameltiktok.provider.mapping.Positive;
import io.github.cameltiktok.provider.mapping.SnakeCase;
import io.github.cameltiktok.provider.mapping.UnixTime;
import io.github.cameltiktok.provider.mapping.Url;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Response of {@code GET /v1/tiktok/video}, documented on the page "TikTok Video Details". */
record ApiDirectVideoResponse(Video video) {

    /**
     * A post.
     *
     * @param title caption
     * @param dateTimestamp publication time
     * @param date publication time as text in UTC
     * @param duration length in seconds; 0 for a photo post
     * @param author handle of the author
     */
    @SnakeCase
    record Video(
            @Id @Nullable String videoId,
            @Url @Nullable String url,
            @Nullable String title,
            @Nullable String region,
            @Nullable String date,
            @UnixTime @Nullable Instant dateTimestamp,
            @Nullable BigDecimal duration,
            @Nullable Long playCount,
            @Nullable Long likes,
            @Nullable Long comments,
            @Nullable Long shares,
            @Nullable Long downloads,
            @Nullable Long saves,
            @Nullable Boolean isAd,
            @Url @Nullable String cover,
            @Url @Nullable String dynamicCover,
            @Url @Nullable String originCover,
            @Url @Nullable String videoUrl,
            @Url @Nullable String videoUrlHd,
            @Url @Nullable String videoUrlWatermarked,
            @Positive @Nullable Long size,
            @Positive @Nullable Long sizeHd,
            @Positive @Nullable Long sizeWatermarked,
            @Handle @Nullable String author,
            @Nullable String authorName,
            @Id @Nullable String authorId,
            @Url @Nullable String authorAvatar,
            @Url @Nullable String authorUrl,
            @Id @Nullable String musicId,
            @Nullable String musicTitle,
            @Nullable String musicAuthor,
            @Url @Nullable String musicUrl,
            @Url @Nullable String musicCover,
            @Nullable String musicAlbum,
            @Nullable Boolean musicOriginal,
            @Positive @Nullable BigDecimal musicDuration,
            @Id List<String> mentionedUserIds) {}
}
