package io.github.cameltiktok.provider.peekalink;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.VideoStats;
import io.github.cameltiktok.model.Visibility;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.CaptionHashtags;
import io.github.cameltiktok.provider.mapping.DerivedFields;
import io.github.cameltiktok.provider.mapping.EmptyRecords;
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import io.github.cameltiktok.provider.mapping.VideoIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Peekalink's previews of type {@code TIKTOK_VIDEO}. */
final class PeekalinkVideo implements ProviderOperation<TikTokVideo> {

    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        return Preview.request(subject);
    }

    /** The {@code id} of the object is Peekalink's row number. Only the link contains TikTok's id. */
    @Override
    public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
        Preview preview = Preview.read(response, "TIKTOK_VIDEO");
        Preview.Video video = preview.tiktokVideo();
        if (video == null) {
            throw preview.noRecord(response, "'tiktokVideo' is missing or empty");
        }
        TikTokVideo post = post(subject, preview, video, response.receivedAt());
        if (EmptyRecords.isEmpty(post)) {
            throw preview.noRecord(response, "'tiktokVideo' holds no documented field");
        }
        return post;
    }

    private static TikTokVideo post(TikTokLink subject, Preview preview, Preview.Video video, Instant retrievedAt) {
        TikTokLink link = preview.finalLink(subject);
        DerivedFields derived = new DerivedFields();
        String id = derived.derived("id", link != null && link.id() != null ? link.id() : subject.id());
        PreviewMedia files = new PreviewMedia(video.media());
        TikTokVideo.Kind kind = derived.derived("kind", files.kind());
        String caption = video.text();
        Author author = author(video.user(), link, derived);
        return new TikTokVideo(
                id,
                derived.derived("url", TikTokUrls.post(id, author.handle(), kind)),
                kind,
                caption,
                derived.orDerive(video.publishedAt(), "publishedAt", () -> VideoIds.uploadTime(id, retrievedAt)),
                null,
                null,
                null,
                author,
                new VideoStats(
                        video.playsCount(), video.likesCount(), video.commentsCount(), video.sharesCount(), null, null),
                null,
                derived.derivedList("hashtags", CaptionHashtags.of(caption)),
                List.of(),
                covers(preview, files),
                kind == TikTokVideo.Kind.PHOTO ? files.pictures() : files.videos(),
                null,
                new Source(Peekalink.NAME, preview.requestId(), retrievedAt, derived.names()));
    }

    /** Prefers the handle in the final link, which is more recent than Peekalink's own. */
    private static Author author(Preview.User user, @Nullable TikTokLink link, DerivedFields derived) {
        String given = user.username();
        String linked = link == null ? null : link.handle();
        String handle =
                linked == null || linked.equalsIgnoreCase(given) ? given : derived.derived("author.handle", linked);
        return new Author(
                null,
                handle,
                user.name(),
                user.bio(),
                user.verified(),
                Visibility.ofName(user.visibility()),
                derived.derived("author.url", TikTokUrls.profile(handle)),
                user.avatar().images());
    }

    private static List<Image> covers(Preview preview, PreviewMedia files) {
        List<Image> covers = preview.image().images();
        return covers.isEmpty() ? files.cover() : covers;
    }
}
