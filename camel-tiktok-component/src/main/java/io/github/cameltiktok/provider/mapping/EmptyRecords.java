package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Detects records that only repeat the subject of the lookup. They result from an empty or a foreign response.
 */
public final class EmptyRecords {

    private EmptyRecords() {}

    /** Returns whether only id, link and kind of the post are known. */
    public static boolean isEmpty(TikTokVideo video) {
        return noneOf(
                        given(video.publishedAt(), "publishedAt", video.source().inferred()),
                        video.caption(),
                        video.region(),
                        video.durationSeconds(),
                        video.advertisement(),
                        video.author(),
                        video.stats(),
                        video.music(),
                        video.permissions())
                && video.hashtags().isEmpty()
                && video.mentions().isEmpty()
                && video.covers().isEmpty()
                && video.media().isEmpty();
    }

    /** Returns whether only the profile link and a derived handle of the creator are known. */
    public static boolean isEmpty(TikTokUser user) {
        return noneOf(
                        given(user.handle(), "handle", user.source().inferred()),
                        user.id(),
                        user.secUid(),
                        user.name(),
                        user.bio(),
                        user.bioLink(),
                        user.verified(),
                        user.visibility(),
                        user.joinedAt(),
                        user.stats(),
                        user.linkedAccounts())
                && user.avatars().isEmpty();
    }

    private static @Nullable Object given(@Nullable Object value, String field, List<String> inferred) {
        return inferred.contains(field) ? null : value;
    }

    private static boolean noneOf(@Nullable Object... values) {
        for (Object value : values) {
            if (value != null) {
                return false;
            }
        }
        return true;
    }
}
