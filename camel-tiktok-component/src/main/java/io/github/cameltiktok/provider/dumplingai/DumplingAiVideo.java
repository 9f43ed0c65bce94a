package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Author;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Music;
import io.github.cameltiktok.model.Permissions;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokVideo;
import io.github.cameltiktok.model.Visibility;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.BodyReader;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dumpling AI's {@code POST /api/v1/get-tiktok-video}. Responses contain more fields than its page documents. */
final class DumplingAiVideo implements ProviderOperation<TikTokVideo> {

    private static final BodyReader<DumplingAiVideoResponse> READER = BodyReader.of(DumplingAiVideoResponse.class);

    /** Page "Credit Costs": 10 per request, in the credits since 2025-11-19, which are a tenth of the former ones. */
    private static final Price PRICE = Price.parse("10 credit");

    @Override
    public Price price() {
        return PRICE;
    }

    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        return ProviderRequest.postJson(
                "/api/v1/get-tiktok-video", "url", subject.url(), "requestSource", requestSource);
    }

    @Override
    public TikTokVideo read(TikTokLink subject, ProviderResponse response) {
        DumplingAiVideoResponse item = DumplingAiErrors.READER.success(response, READER);
        TikTokVideo post = post(subject, item, response.receivedAt());
        String givenId = item.id();
        boolean isRequestedPost =
                givenId != null && (givenId.equals(subject.id()) || RoundedId.isRoundingOf(givenId, subject.id()));
        if (EmptyRecords.isEmpty(post) && !isRequestedPost && !isAgeGated(item)) {
            throw ErrorReader.noRecord(response, "no documented field is in it");
        }
        return post;
    }

    private static TikTokVideo post(TikTokLink subject, DumplingAiVideoResponse item, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String id = derived.orDerive(RoundedId.unlessRounded(item.id(), subject.id()), "id", subject::id);
        DumplingAiVideoResponse.Video file = item.video();
        TikTokVideo.Kind kind = kind(item, derived);
        boolean isPhoto = kind == TikTokVideo.Kind.PHOTO;
        Author author = author(item.anyAuthor(), derived);
        String caption = item.desc();
        return new TikTokVideo(
                id,
                derived.derived("url", TikTokUrls.post(id, author.handle(), kind)),
                kind,
                caption,
                derived.orDerive(
                        item.createTime() != null ? item.createTime() : TextTime.parse(item.createTimeISO()),
                        "publishedAt",
                        () -> VideoIds.uploadTime(id, retrievedAt)),
                null,
                PostKindDetector.durationSeconds(kind, file.duration()),
                item.isAd(),
                author,
                item.statsV2().orElse(item.stats()),
                music(item.music()),
                Tags.hashtags(item.challenges(), item.textExtra()),
                Tags.mentions(item.textExtra()),
                covers(file, item.imagePost()),
                isPhoto ? MediaFiles.pictures(item.imagePost().images()) : MediaFiles.videos(file),
                new Permissions(item.duetEnabled(), item.stitchEnabled(), item.shareEnabled()),
                new Source(DumplingAi.NAME, null, retrievedAt, derived.names()));
    }

    /** A post with pictures is a photo post. Without pictures the video decides, unless an age gate has emptied it. */
    private static TikTokVideo.@Nullable Kind kind(DumplingAiVideoResponse item, DerivedFields derived) {
        if (!item.imagePost().images().isEmpty()) {
            return TikTokVideo.Kind.PHOTO;
        }
        TikTokVideo.Kind kind = PostKindDetector.detect(
                item.video().duration(),
                FirstNonNull.of(item.video().playAddr(), item.video().downloadAddr()),
                item.music().playUrl());
        if (kind != TikTokVideo.Kind.PHOTO) {
            return kind;
        }
        return isAgeGated(item) ? null : derived.derived("kind", kind);
    }

    /** An age-gated post has almost no content. */
    private static boolean isAgeGated(DumplingAiVideoResponse item) {
        return Boolean.TRUE.equals(item.isContentClassified());
    }

    private static Author author(DumplingAiVideoResponse.Author author, DerivedFields derived) {
        return new Author(
                author.id(),
                author.uniqueId(),
                author.nickname(),
                author.signature(),
                author.verified(),
                Visibility.ofPrivate(author.privateAccount()),
                derived.derived("author.url", TikTokUrls.profile(author.uniqueId())),
                DumplingAiUser.avatars(author.avatarThumb(), author.avatarMedium(), author.avatarLarger()));
    }

    private static Music music(DumplingAiVideoResponse.Music music) {
        String url = music.playUrl();
        return new Music(
                music.id(),
                music.title(),
                music.authorName(),
                music.album(),
                url,
                SignedUrls.expiresAt(url),
                music.cover(),
                music.original(),
                music.duration());
    }

    private static List<Image> covers(DumplingAiVideoResponse.Video file, DumplingAiVideoResponse.ImagePost imagePost) {
        List<Image> covers = new ImageCollector()
                .add(Image.Variant.MEDIUM, file.cover())
                .add(Image.Variant.ORIGINAL, file.originCover())
                .add(Image.Variant.DYNAMIC, file.dynamicCover())
                .toList();
        return covers.isEmpty() ? MediaFiles.photoCover(imagePost.cover()) : covers;
    }
}
