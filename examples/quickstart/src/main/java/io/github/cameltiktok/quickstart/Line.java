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
 * What one line of the table says.
 *
 * @param who handle without {@code @}
 * @param what caption or bio
 * @param counters plays, likes and comments, or followers, likes and videos
 * @param since when the video was published, or the account made
 */
record Line(
        @Nullable String who,
        @Nullable String what,
        List<String> counters,
        @Nullable Instant since) {

    static Line of(TikTokRecord found) {
        return found instanceof TikTokVideo video ? of(video) : of((TikTokUser) found);
    }

    private static Line of(TikTokVideo video) {
        Author author = video.author();
        VideoStats stats = video.stats();
        return new Line(
                author == null ? null : author.handle(),
                video.caption(),
                stats == null ? counters(null, null, null) : counters(stats.plays(), stats.likes(), stats.comments()),
                video.publishedAt());
    }

    private static Line of(TikTokUser user) {
        UserStats stats = user.stats();
        return new Line(
                user.handle(),
                user.bio(),
                stats == null ? counters(null, null, null) : counters(stats.followers(), stats.likes(), stats.videos()),
                user.joinedAt());
    }

    private static List<String> counters(@Nullable Long first, @Nullable Long second, @Nullable Long third) {
        return List.of(Counter.text(first), Counter.text(second), Counter.text(third));
    }
}
