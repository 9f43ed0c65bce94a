package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Media;
import io.github.cameltiktok.model.Mention;
import io.github.cameltiktok.model.Music;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.VideoStats;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.CaptionHashtags;
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
import java.util.ArrayList;
import java.util.List;

/** API Direct's {@code GET /v1/tiktok/video}, documented on the page "TikTok Video Details". */
final class ApiDirectVideo implements ProviderOperation<TikTokVideo> {

    private static final String PATH = "/v1/tiktok/video";

    /** Prefers the id: a link is limited to 500 characters, and its handle may be outdated. */
    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        String id = subject.id();
        return id != null ? ProviderRequest.get(PATH, "video_id", id) : ProviderRequest.get(PATH, "url", subject.url());
    }

    @Override
    public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
        JsonFields video = ApiDirectErrors.READER.success(response).object("video");
        TikTokVideo post = post(subject, video, response.receivedAt());
        if (video.id("video_id") == null && EmptyRecords.isEmpty(post)) {
            throw ErrorReader.noRecord(response, "'video' is missing or holds no documented field");
        }
        return post;
    }

    private static TikTokVideo post(TikTokLink subject, JsonFields video, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String id = derived.orDerive(RoundedId.unlessRounded(video.id("video_id"), subject.id()), "id", subject::id);
        TikTokVideo.Kind kind = PostKindDetector.detect(
                video.number("duration"),
                video.url("video_url", "video_url_hd", "video_url_watermarked"),
                video.url("music_url"));
        boolean isPhoto = kind == TikTokVideo.Kind.PHOTO;
        if (isPhoto) {
            derived.derived("kind", kind);
        }
        String caption = video.text("title");
        return new TikTokVideo(
                id,
                derived.orDerive(video.url("url"), "url", () -> TikTokUrls.post(id, video.handle("author"), kind)),
                kind,
                caption,
                derived.orDerive(
                        ApiDirectTimes.of(video, "date_timestamp", "date"),
                        "publishedAt",
                        () -> VideoIds.uploadTime(id, retrievedAt)),
                video.text("region"),
                isPhoto ? null : video.seconds("duration"),
                video.flag("is_ad"),
                author(video, derived),
                new VideoStats(
                        video.count("play_count"),
                        video.count("likes"),
                        video.count("comments"),
                        video.count("shares"),
                        video.count("saves"),
                        video.count("downloads")),
                music(video),
                derived.derivedList("hashtags", CaptionHashtags.of(caption)),
                mentions(video),
                new ImageCollector(video)
                        .add(Image.Variant.MEDIUM, "cover")
                        .add(Image.Variant.ORIGINAL, "origin_cover")
                        .add(Image.Variant.DYNAMIC, "dynamic_cover")
                        .toList(),
                isPhoto ? List.of() : media(video),
                null,
                new Source(ApiDirect.NAME, null, retrievedAt, derived.names()));
    }

    private static Author author(JsonFields video, DerivedFields derived) {
        String handle = video.handle("author");
        return new Author(
                video.id("author_id"),
                handle,
                video.text("author_name"),
                null,
                null,
                null,
                derived.orDerive(video.url("author_url"), "author.url", () -> TikTokUrls.profile(handle)),
                new ImageCollector(video)
                        .add(Image.Variant.MEDIUM, "author_avatar")
                        .toList());
    }

    private static Music music(JsonFields video) {
        String url = video.url("music_url");
        return new Music(
                video.id("music_id"),
                video.text("music_title"),
                video.text("music_author"),
                video.text("music_album"),
                url,
                SignedUrls.expiresAt(url),
                video.url("music_cover"),
                video.flag("music_original"),
                video.seconds("music_duration"));
    }

    private static List<Mention> mentions(JsonFields video) {
        List<Mention> mentions = new ArrayList<>();
        for (String id : video.ids("mentioned_user_ids")) {
            mentions.add(new Mention(id, null, null, null));
        }
        return mentions;
    }

    private static List<Media> media(JsonFields video) {
        List<Media> media = new ArrayList<>();
        addVideo(media, video, Media.Variant.STANDARD, "video_url", "size");
        addVideo(media, video, Media.Variant.ORIGINAL, "video_url_hd", "size_hd");
        addVideo(media, video, Media.Variant.WATERMARKED, "video_url_watermarked", "size_watermarked");
        return media;
    }

    private static void addVideo(
            List<Media> media, JsonFields video, Media.Variant variant, String urlField, String sizeField) {
        String url = video.url(urlField);
        if (url != null) {
            media.add(new Media(
                    Media.Type.VIDEO,
                    variant,
                    url,
                    SignedUrls.expiresAt(url),
                    null,
                    null,
                    video.size(sizeField),
                    null,
                    null));
        }
    }
}
