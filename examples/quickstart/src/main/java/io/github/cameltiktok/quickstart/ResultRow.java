package io.github.cameltiktok.quickstart;

import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.UserStats;
import io.github.cameltiktok.model.VideoStats;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the printed table.
 *
 * @param handle handle without {@code @}
 * @param text caption or bio
 * @param counters plays, likes and comments, or followers, likes and videos
 * @param date publishing date of a video or joining date of a creator
 */
record ResultRow(
        @Nullable String handle,
        @Nullable String text,
        List<String> counters,
        @Nullable Instant date) {

    static ResultRow of(TikTokRecord found) {
        return found instanceof TikTokVideo video ? of(video) : of((TikTokUser) found);
    }

    private static ResultRow of(TikTokVideo video) {
        Author author = video.author();
        VideoStats stats = video.stats();
        return new ResultRow(
                author == null ? null : author.handle(),
                video.caption(),
                stats == null ? counters(null, null, null) : counters(stats.plays(), stats.likes(), stats.comments()),
                video.publishedAt());
    }

    private static ResultRow of(TikTokUser user) {
        UserStats stats = user.stats();
        return new ResultRow(
                user.handle(),
                user.bio(),
                stats == null ? counters(null, null, null) : counters(stats.followers(), stats.likes(), stats.videos()),
                user.joinedAt());
    }

    private static List<String> counters(@Nullable Long first, @Nullable Long second, @Nullable Long third) {
        return List.of(Counter.text(first), Counter.text(second), Counter.text(third));
    }
}
