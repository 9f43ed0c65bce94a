package io.github.cameltiktok.benchmark.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Data-binding types for Dumpling AI: only the fields that the connector's records use. */
final class DumplingAiAnswers {

    private DumplingAiAnswers() {}

    record Video(
            String id,
            String desc,
            long createTime,
            File video,
            Author author,
            Music music,
            List<Challenge> challenges,
            Stats stats,
            StatsV2 statsV2,
            List<TextExtra> textExtra,
            boolean isAd,
            boolean duetEnabled,
            boolean stitchEnabled,
            boolean shareEnabled) {}

    record File(
            int height,
            int width,
            int duration,
            String cover,
            String downloadAddr,
            String playAddr,
            String format,
            long bitrate) {}

    record Author(
            String id,
            String uniqueId,
            String nickname,
            String avatarLarger,
            String avatarMedium,
            String avatarThumb,
            String signature,
            boolean verified,
            boolean privateAccount) {}

    record Music(
            String id,
            String title,
            String playUrl,
            String coverLarge,
            String authorName,
            boolean original,
            int duration,
            String album) {}

    record Challenge(String id, String title, String desc, String coverThumb) {}

    record Stats(long diggCount, long shareCount, long commentCount, long playCount, long collectCount) {}

    record StatsV2(String diggCount, String shareCount, String commentCount, String playCount, String collectCount) {}

    /** A hashtag or a mention. */
    record TextExtra(
            @Nullable String userId,
            @Nullable String userUniqueId,
            @Nullable String hashtagName,
            @Nullable String hashtagId,
            int start,
            int end) {}

    record UserAnswer(User user, UserStats stats) {}

    record User(
            String id,
            String uniqueId,
            String nickname,
            String avatarLarger,
            String avatarMedium,
            String avatarThumb,
            String signature,
            long createTime,
            boolean verified,
            String secUid,
            BioLink bioLink,
            boolean privateAccount) {}

    record BioLink(String link) {}

    record UserStats(long followerCount, long followingCount, long heartCount, long videoCount, long diggCount) {}
}
