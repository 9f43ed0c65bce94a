package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.model.UserStats;
import io.github.cameltiktok.model.VideoStats;
import io.github.cameltiktok.provider.mapping.FirstNonNull;
import org.jspecify.annotations.Nullable;

/** Counters in the format of TikTok's web pages: rounded in {@code stats}, exact and as text in {@code statsV2}. */
final class Counters {

    private Counters() {}

    /** Counters of a post. */
    record Post(
            @Nullable Long diggCount,
            @Nullable Long shareCount,
            @Nullable Long commentCount,
            @Nullable Long playCount,
            @Nullable Long collectCount) {

        /** Returns each of these exact counters, or else the rounded one. */
        VideoStats orElse(Post rounded) {
            return new VideoStats(
                    FirstNonNull.of(playCount, rounded.playCount),
                    FirstNonNull.of(diggCount, rounded.diggCount),
                    FirstNonNull.of(commentCount, rounded.commentCount),
                    FirstNonNull.of(shareCount, rounded.shareCount),
                    FirstNonNull.of(collectCount, rounded.collectCount),
                    null);
        }
    }

    /**
     * Counters of a creator.
     *
     * @param heart likes
     * @param heartCount likes
     * @param diggCount liked videos
     */
    record Creator(
            @Nullable Long followerCount,
            @Nullable Long followingCount,
            @Nullable Long heart,
            @Nullable Long heartCount,
            @Nullable Long videoCount,
            @Nullable Long diggCount) {

        /** Returns each of these exact counters, or else the rounded one. */
        UserStats orElse(Creator rounded) {
            return new UserStats(
                    FirstNonNull.of(followerCount, rounded.followerCount),
                    FirstNonNull.of(followingCount, rounded.followingCount),
                    FirstNonNull.of(heartCount, rounded.largerHeartCount()),
                    FirstNonNull.of(videoCount, rounded.videoCount),
                    FirstNonNull.of(diggCount, rounded.diggCount));
        }

        /** The smaller counter may have overflowed at 32 bits. */
        private @Nullable Long largerHeartCount() {
            return heart == null || heartCount == null
                    ? FirstNonNull.of(heart, heartCount)
                    : Long.valueOf(Math.max(heart, heartCount));
        }
    }
}
