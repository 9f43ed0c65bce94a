package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Music;
import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.TikTokVideo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the earliest expiry of the signed media URLs in a record. */
public final class MediaUrlExpiry {

    private @Nullable Instant first;

    private MediaUrlExpiry() {}

    /** Returns the earliest expiry; {@code null} if no URL has one. */
    public static @Nullable Instant earliestOf(TikTokRecord record) {
        MediaUrlExpiry expiry = new MediaUrlExpiry();
        if (record instanceof TikTokVideo video) {
            expiry.addVideo(video);
        } else if (record instanceof TikTokUser user) {
            expiry.addImages(user.avatars());
        }
        return expiry.first;
    }

    private void addVideo(TikTokVideo video) {
        video.media().forEach(media -> add(media.expiresAt()));
        addImages(video.covers());
        video.hashtags().forEach(hashtag -> add(SignedUrls.expiresAt(hashtag.coverUrl())));
        Author author = video.author();
        if (author != null) {
            addImages(author.avatars());
        }
        Music music = video.music();
        if (music != null) {
            add(music.urlExpiresAt());
            add(SignedUrls.expiresAt(music.coverUrl()));
        }
    }

    private void addImages(List<Image> images) {
        images.forEach(image -> add(image.expiresAt()));
    }

    private void add(@Nullable Instant expiresAt) {
        if (expiresAt != null && (first == null || expiresAt.isBefore(first))) {
            first = expiresAt;
        }
    }
}
