package io.github.cameltiktok.benchmark.mapping;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;

/** Data-binding types for API Direct: only the fields that the connector's records use. */
final class ApiDirectAnswers {

    private ApiDirectAnswers() {}

    record VideoAnswer(Video video) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Video(
            String videoId,
            String url,
            String title,
            String region,
            long dateTimestamp,
            int duration,
            long playCount,
            long likes,
            long comments,
            long shares,
            long downloads,
            long saves,
            boolean isAd,
            String cover,
            String dynamicCover,
            String originCover,
            String videoUrl,
            String videoUrlHd,
            String videoUrlWatermarked,
            long size,
            long sizeHd,
            long sizeWatermarked,
            String author,
            String authorName,
            String authorId,
            String authorAvatar,
            String authorUrl,
            String musicId,
            String musicTitle,
            String musicAuthor,
            String musicUrl,
            String musicCover,
            String musicAlbum,
            boolean musicOriginal,
            int musicDuration,
            List<String> mentionedUserIds) {}

    record UserAnswer(User user) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record User(
            String username,
            String nickname,
            String userId,
            String secUid,
            String bio,
            String bioLink,
            boolean verified,
            boolean isPrivate,
            long followers,
            long following,
            long likes,
            long videoCount,
            long videosLiked,
            String avatar,
            String avatarHd,
            long dateJoinedTimestamp,
            String instagramUsername,
            String twitterId,
            String youtubeChannelId,
            String url) {}
}
