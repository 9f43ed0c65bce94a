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
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.JsonFields;
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
        Preview preview = Preview.read(response, "TIKTOK_VIDEO", "tiktokVideo");
        TikTokVideo post = post(subject, preview, response.receivedAt());
        if (EmptyRecords.isEmpty(post)) {
            throw ErrorReader.noRecord(response, "'tiktokVideo' holds no documented field", preview.requestId());
        }
        return post;
    }

    private static TikTokVideo post(TikTokLink subject, Preview preview, Instant retrievedAt) {
        JsonFields video = preview.tiktok();
        TikTokLink link = preview.finalLink();
        DerivedFields derived = new DerivedFields();
        String id = derived.derived("id", link != null && link.id() != null ? link.id() : subject.id());
        PreviewMedia files = new PreviewMedia(video.objects("media"));
        TikTokVideo.Kind kind = derived.derived("kind", files.kind());
        String caption = video.text("text");
        Author author = author(video.object("user"), link, derived);
        return new TikTokVideo(
                id,
                derived.derived("url", TikTokUrls.post(id, author.handle(), kind)),
                kind,
                caption,
                derived.orDerive(video.time("publishedAt"), "publishedAt", () -> VideoIds.uploadTime(id, retrievedAt)),
                null,
                null,
                null,
                author,
                new VideoStats(
                        video.count("playsCount"),
                        video.count("likesCount"),
                        video.count("commentsCount"),
                        video.count("sharesCount"),
                        null,
                        null),
                null,
                derived.derivedList("hashtags", CaptionHashtags.of(caption)),
                List.of(),
                covers(preview, files),
                kind == TikTokVideo.Kind.PHOTO ? files.pictures() : files.videos(),
                null,
                new Source(Peekalink.NAME, preview.requestId(), retrievedAt, derived.names()));
    }

    /** Prefers the handle in the final link, which is more recent than Peekalink's own. */
    private static Author author(JsonFields user, @Nullable TikTokLink link, DerivedFields derived) {
        String given = user.handle("username");
        String linked = link == null ? null : link.handle();
        String handle =
                linked == null || linked.equalsIgnoreCase(given) ? given : derived.derived("author.handle", linked);
        return new Author(
                null,
                handle,
                user.text("name"),
                user.text("bio"),
                user.flag("verified"),
                Visibility.ofName(user.text("visibility")),
                derived.derived("author.url", TikTokUrls.profile(handle)),
                Preview.sizes(user.object("avatar")));
    }

    private static List<Image> covers(Preview preview, PreviewMedia files) {
        List<Image> covers = Preview.sizes(preview.fields().object("image"));
        return covers.isEmpty() ? files.cover() : covers;
    }
}
