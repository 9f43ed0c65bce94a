package io.github.cameltiktok.provider.dumplingai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Music;
import io.github.cameltiktok.model.Permissions;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.VideoStats;
import io.github.cameltiktok.model.Visibility;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.DerivedFields;
import io.github.cameltiktok.provider.mapping.EmptyRecords;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.ImageCollector;
import io.github.cameltiktok.provider.mapping.JsonFields;
import io.github.cameltiktok.provider.mapping.PostKindDetector;
import io.github.cameltiktok.provider.mapping.RoundedId;
import io.github.cameltiktok.provider.mapping.SignedUrls;
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import io.github.cameltiktok.provider.mapping.VideoIds;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dumpling AI's {@code POST /api/v1/get-tiktok-video}. Responses contain more fields than its page documents. */
final class DumplingAiVideo implements ProviderOperation<TikTokVideo> {

    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        return ProviderRequest.post(
                "/api/v1/get-tiktok-video",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("url", subject.url())
                        .put("requestSource", requestSource)
                        .toString());
    }

    @Override
    public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
        JsonFields item = JsonFields.of(DumplingAiErrors.READER.success(response, JsonFields.READER));
        TikTokVideo post = post(subject, item, response.receivedAt());
        String givenId = item.id("id");
        boolean isRequestedPost =
                givenId != null && (givenId.equals(subject.id()) || RoundedId.isRoundingOf(givenId, subject.id()));
        if (EmptyRecords.isEmpty(post) && !isRequestedPost && !isAgeGated(item)) {
            throw ErrorReader.noRecord(response, "no documented field is in it");
        }
        return post;
    }

    private static TikTokVideo post(TikTokLink subject, JsonFields item, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String id = derived.orDerive(RoundedId.unlessRounded(item.id("id"), subject.id()), "id", subject::id);
        JsonFields file = item.object("video");
        TikTokVideo.Kind kind = kind(item, file, derived);
        boolean isPhoto = kind == TikTokVideo.Kind.PHOTO;
        Author author = author(item, derived);
        String caption = item.text("desc");
        return new TikTokVideo(
                id,
                derived.derived("url", TikTokUrls.post(id, author.handle(), kind)),
                kind,
                caption,
                derived.orDerive(publishedAt(item), "publishedAt", () -> VideoIds.uploadTime(id, retrievedAt)),
                null,
                isPhoto ? null : file.seconds("duration"),
                item.flag("isAd"),
                author,
                stats(item),
                music(item.object("music")),
                Tags.hashtags(item.objects("challenges"), item.objects("textExtra")),
                Tags.mentions(item.objects("textExtra")),
                covers(item, file),
                isPhoto ? MediaFiles.pictures(item) : MediaFiles.videos(file),
                new Permissions(item.flag("duetEnabled"), item.flag("stitchEnabled"), item.flag("shareEnabled")),
                new Source(DumplingAi.NAME, null, retrievedAt, derived.names()));
    }

    /** A post with pictures is a photo post. Without pictures the video decides, unless an age gate has emptied it. */
    private static TikTokVideo.@Nullable Kind kind(JsonFields item, JsonFields file, DerivedFields derived) {
        if (!item.object("imagePost").objects("images").isEmpty()) {
            return TikTokVideo.Kind.PHOTO;
        }
        TikTokVideo.Kind kind = PostKindDetector.detect(
                file.number("duration"),
                file.url("playAddr", "downloadAddr"),
                item.object("music").url("playUrl"));
        if (kind != TikTokVideo.Kind.PHOTO) {
            return kind;
        }
        return isAgeGated(item) ? null : derived.derived("kind", kind);
    }

    /** An age-gated post has almost no content. */
    private static boolean isAgeGated(JsonFields item) {
        return Boolean.TRUE.equals(item.flag("isContentClassified"));
    }

    private static @Nullable Instant publishedAt(JsonFields item) {
        Instant time = item.epochSeconds("createTime");
        return time != null ? time : item.time("createTimeISO");
    }

    /** In an older format the author is the handle as text, next to {@code authorId} and {@code nickname}. */
    private static Author author(JsonFields item, DerivedFields derived) {
        JsonFields author = item.object("author");
        boolean isObject = author.isPresent();
        String handle = isObject ? author.handle("uniqueId") : item.handle("author");
        return new Author(
                isObject ? author.id("id") : item.id("authorId"),
                handle,
                isObject ? author.text("nickname") : item.text("nickname"),
                author.text("signature"),
                author.flag("verified"),
                Visibility.ofPrivate(author.flag("privateAccount")),
                derived.derived("author.url", TikTokUrls.profile(handle)),
                DumplingAiUser.avatars(author));
    }

    private static VideoStats stats(JsonFields item) {
        Counters counters = new Counters(item);
        return new VideoStats(
                counters.count("playCount"),
                counters.count("diggCount"),
                counters.count("commentCount"),
                counters.count("shareCount"),
                counters.count("collectCount"),
                null);
    }

    private static Music music(JsonFields music) {
        String url = music.url("playUrl");
        return new Music(
                music.id("id"),
                music.text("title"),
                music.text("authorName"),
                music.text("album"),
                url,
                SignedUrls.expiresAt(url),
                music.url("coverLarge", "coverMedium", "coverThumb"),
                music.flag("original"),
                music.seconds("duration"));
    }

    private static List<Image> covers(JsonFields item, JsonFields file) {
        List<Image> covers = new ImageCollector()
                .add(Image.Variant.MEDIUM, file.url("cover"))
                .add(Image.Variant.ORIGINAL, file.url("originCover"))
                .add(Image.Variant.DYNAMIC, file.url("dynamicCover"))
                .toList();
        return covers.isEmpty() ? MediaFiles.photoCover(item) : covers;
    }
}
