package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.provider.mapping.Handle;
import io.github.cameltiktok.provider.mapping.Id;
import io.github.cameltiktok.provider.mapping.SnakeCase;
import io.github.cameltiktok.provider.mapping.UnixTime;
import io.github.cameltiktok.provider.mapping.Url;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Response of {@code GET /v1/tiktok/user}. */
record ApiDirectUserResponse(User user) {

    /**
     * A creator.
     *
     * @param bioLink link in the bio, with or without a scheme
     * @param dateJoinedTimestamp join time
     * @param dateJoined join time as text in UTC
     */
    @SnakeCase
    record User(
            @Handle @Nullable String username,
            @Nullable String nickname,
            @Id @Nullable String userId,
            @Nullable String secUid,
            @Nullable String bio,
            @Nullable String bioLink,
            @Nullable Boolean verified,
            @Nullable Boolean isPrivate,
            @Nullable Long followers,
            @Nullable Long following,
            @Nullable Long likes,
            @Nullable Long videoCount,
            @Nullable Long videosLiked,
            @Url @Nullable String avatar,
            @Url @Nullable String avatarHd,
            @Nullable String dateJoined,
            @UnixTime @Nullable Instant dateJoinedTimestamp,
            @Nullable String instagramUsername,
            @Id @Nullable String twitterId,
            @Nullable String youtubeChannelId,
            @Url @Nullable String url) {}
}
