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
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.apidirect.ApiDirectVideoResponse.Video;
import io.github.cameltiktok.provider.mapping.BodyReader;
import io.github.cameltiktok.provider.mapping.CaptionHashtags;
import io.github.cameltiktok.provider.mapping.DerivedFields;
import io.github.cameltiktok.provider.mapping.EmptyRecords;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.FirstNonNull;
import io.github.cameltiktok.provider.mapping.ImageCollector;
import io.github.cameltiktok.provider.mapping.PostKindDetector;
import io.github.cameltiktok.provider.mapping.RoundedId;
import io.github.cameltiktok.provider.mapping.SignedUrls;
import io.github.cameltiktok.provider.mapping.TextTime;
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import io.github.cameltiktok.provider.mapping.VideoIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** API Direct's {@code GET /v1/tiktok/video}, documented on the page "TikTok Video Details". */
final class ApiDirectVideo implements ProviderOperation<TikTokVideo> {

    private static final String PATH = "/v1/tiktok/video";

    private static final BodyReader<ApiDirectVideoResponse> READER = BodyReader.of(ApiDirectVideoResponse.class);

    /** Page "TikTok Video Details": "$0.006 per request", successful requests only. */
    private static final Price PRICE = Price.parse("0.006 USD");

    @Override
    public Price price() {
        return PRICE;
    }

    /** Prefers the id: a link is limited to 500 characters, and its handle may be outdated. */
    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        String id = subject.id();
        return id != null ? ProviderRequest.get(PATH, "video_id", id) : ProviderRequest.get(PATH, "url", subject.url());
    }

    @Override
    public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
        Video video = ApiDirectErrors.READER.success(response, READER).video();
        TikTokVideo post = post(subject, video, response.receivedAt());
        if (video.videoId() == null && EmptyRecords.isEmpty(post)) {
            throw ErrorReader.noRecord(response, "'video' is missing or holds no documented field");
        }
        return post;
    }

    private static TikTokVideo post(TikTokLink subject, Video video, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String id = derived.orDerive(RoundedId.unlessRounded(video.videoId(), subject.id()), "id", subject::id);
        TikTokVideo.Kind kind = PostKindDetector.detect(
                video.duration(),
                FirstNonNull.of(video.videoUrl(), video.videoUrlHd(), video.videoUrlWatermarked()),
                video.musicUrl());
        boolean isPhoto = kind == TikTokVideo.Kind.PHOTO;
        if (isPhoto) {
            derived.derived("kind", kind);
        }
        String caption = video.title();
        return new TikTokVideo(
                id,
                derived.orDerive(video.url(), "url", () -> TikTokUrls.post(id, video.author(), kind)),
                kind,
                caption,
                derived.orDerive(
                        video.dateTimestamp() != null ? video.dateTimestamp() : TextTime.parse(video.date()),
                        "publishedAt",
                        () -> VideoIds.uploadTime(id, retrievedAt)),
                video.region(),
                PostKindDetector.durationSeconds(kind, video.duration()),
                video.isAd(),
                author(video, derived),
                new VideoStats(
                        video.playCount(),
                        video.likes(),
                        video.comments(),
                        video.shares(),
                        video.saves(),
                        video.downloads()),
                music(video),
                derived.derivedList("hashtags", CaptionHashtags.of(caption)),
                mentions(video),
                new ImageCollector()
                        .add(Image.Variant.MEDIUM, video.cover())
                        .add(Image.Variant.ORIGINAL, video.originCover())
                        .add(Image.Variant.DYNAMIC, video.dynamicCover())
                        .toList(),
                isPhoto ? List.of() : media(video),
                null,
                new Source(ApiDirect.NAME, null, retrievedAt, derived.names()));
    }

    private static Author author(Video video, DerivedFields derived) {
        String handle = video.author();
        return new Author(
                video.authorId(),
                handle,
                video.authorName(),
                null,
                null,
                null,
                derived.orDerive(video.authorUrl(), "author.url", () -> TikTokUrls.profile(handle)),
                new ImageCollector()
                        .add(Image.Variant.MEDIUM, video.authorAvatar())
                        .toList());
    }

    private static Music music(Video video) {
        String url = video.musicUrl();
        return new Music(
                video.musicId(),
                video.musicTitle(),
                video.musicAuthor(),
                video.musicAlbum(),
                url,
                SignedUrls.expiresAt(url),
                video.musicCover(),
                video.musicOriginal(),
                video.musicDuration());
    }

    private static List<Mention> mentions(Video video) {
        List<Mention> mentions = new ArrayList<>();
        for (String id : video.mentionedUserIds()) {
            mentions.add(new Mention(id, null, null, null));
        }
        return mentions;
    }

    private static List<Media> media(Video video) {
        List<Media> media = new ArrayList<>();
        addVideo(media, Media.Variant.STANDARD, video.videoUrl(), video.size());
        addVideo(media, Media.Variant.ORIGINAL, video.videoUrlHd(), video.sizeHd());
        addVideo(media, Media.Variant.WATERMARKED, video.videoUrlWatermarked(), video.sizeWatermarked());
        return media;
    }

    private static void addVideo(List<Media> media, Media.Variant variant, @Nullable String url, @Nullable Long size) {
        if (url != null) {
            media.add(
                    new Media(Media.Type.VIDEO, variant, url, SignedUrls.expiresAt(url), null, null, size, null, null));
        }
    }
}
