package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.provider.mapping.FirstNonNull;
import io.github.cameltiktok.provider.mapping.Handle;
import io.github.cameltiktok.provider.mapping.Id;
import io.github.cameltiktok.provider.mapping.Positive;
import io.github.cameltiktok.provider.mapping.TextForm;
import io.github.cameltiktok.provider.mapping.UnixTime;
import io.github.cameltiktok.provider.mapping.Url;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Response of {@code POST /api/v1/get-tiktok-video}: a post in the format of TikTok's web pages, with more fields than its
 * page documents.
 *
 * @param desc caption
 * @param createTime publication time
 * @param createTimeISO publication time as text
 * @param author author; in an older format, the handle as text next to {@code authorId} and {@code nickname}
 * @param statsV2 exact counters, as text
 * @param stats rounded counters
 * @param isContentClassified whether the post is age-gated, with almost no content
 */
record DumplingAiVideoResponse(
        @Id @Nullable String id,
        @Nullable String desc,
        @UnixTime @Nullable Instant createTime,
        @Nullable String createTimeISO,
        Video video,
        ImagePost imagePost,
        @Nullable Author author,
        @TextForm("author") @Handle @Nullable String authorHandle,
        @Id @Nullable String authorId,
        @Nullable String nickname,
        Music music,
        List<Challenge> challenges,
        Counters.Post stats,
        Counters.Post statsV2,
        List<TextExtra> textExtra,
        @Nullable Boolean isAd,
        @Nullable Boolean isContentClassified,
        @Nullable Boolean duetEnabled,
        @Nullable Boolean stitchEnabled,
        @Nullable Boolean shareEnabled) {

    /** Returns the author in either format. */
    Author anyAuthor() {
        return author != null
                ? author
                : new Author(authorId, authorHandle, nickname, null, null, null, null, null, null);
    }

    /**
     * A video.
     *
     * @param duration length in seconds; 0 for a photo post
     * @param playAddr URL of the stream
     * @param downloadAddr URL of the download
     * @param bitrate bit/s of the stream
     */
    record Video(
            @Positive @Nullable Integer height,
            @Positive @Nullable Integer width,
            @Nullable BigDecimal duration,
            @Url @Nullable String cover,
            @Url @Nullable String originCover,
            @Url @Nullable String dynamicCover,
            @Url @Nullable String downloadAddr,
            @Url @Nullable String playAddr,
            @Nullable String format,
            @Positive @Nullable Long bitrate) {}

    /** The pictures of a photo post. */
    record ImagePost(Picture cover, List<Picture> images) {}

    record Picture(
            ImageUrl imageURL,
            @Positive @Nullable Integer imageWidth,
            @Positive @Nullable Integer imageHeight) {}

    /** URLs of the same picture at several hosts. */
    record ImageUrl(@Url List<String> urlList) {}

    record Author(
            @Id @Nullable String id,
            @Handle @Nullable String uniqueId,
            @Nullable String nickname,
            @Url @Nullable String avatarLarger,
            @Url @Nullable String avatarMedium,
            @Url @Nullable String avatarThumb,
            @Nullable String signature,
            @Nullable Boolean verified,
            @Nullable Boolean privateAccount) {}

    record Music(
            @Id @Nullable String id,
            @Nullable String title,
            @Url @Nullable String playUrl,
            @Url @Nullable String coverLarge,
            @Url @Nullable String coverMedium,
            @Url @Nullable String coverThumb,
            @Nullable String authorName,
            @Nullable Boolean original,
            @Positive @Nullable BigDecimal duration,
            @Nullable String album) {

        @Nullable
        String cover() {
            return FirstNonNull.of(coverLarge, coverMedium, coverThumb);
        }
    }

    /** A hashtag of the post. */
    record Challenge(
            @Id @Nullable String id,
            @Nullable String title,
            @Nullable String desc,
            @Url @Nullable String coverLarger,
            @Url @Nullable String coverMedium,
            @Url @Nullable String coverThumb) {

        @Nullable
        String cover() {
            return FirstNonNull.of(coverLarger, coverMedium, coverThumb);
        }
    }

    /**
     * A hashtag or a mention in the caption.
     *
     * @param start start index in UTF-16 units
     * @param end end index in UTF-16 units
     */
    record TextExtra(
            @Nullable String hashtagName,
            @Id @Nullable String hashtagId,
            @Id @Nullable String userId,
            @Handle @Nullable String userUniqueId,
            @Nullable Integer start,
            @Nullable Integer end) {}
}
