package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.LinkedAccounts;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.UserStats;
import io.github.cameltiktok.model.Visibility;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.apidirect.ApiDirectUserResponse.User;
import io.github.cameltiktok.provider.mapping.BioLinks;
import io.github.cameltiktok.provider.mapping.BodyReader;
import io.github.cameltiktok.provider.mapping.DerivedFields;
import io.github.cameltiktok.provider.mapping.EmptyRecords;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.ImageCollector;
import io.github.cameltiktok.provider.mapping.TextTime;
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import java.time.Instant;
import java.util.Objects;

/** API Direct's {@code GET /v1/tiktok/user}. */
final class ApiDirectUser implements ProviderOperation<TikTokUser> {

    private static final BodyReader<ApiDirectUserResponse> READER = BodyReader.of(ApiDirectUserResponse.class);

    /** Assumed to be that of a video: no page that this connector follows has it. */
    private static final Price PRICE = Price.parse("0.006 USD");

    @Override
    public Price price() {
        return PRICE;
    }

    @Override
    public boolean supports(TikTokLink subject) {
        return subject.handle() != null;
    }

    @Override
    public String whyUnsupported(TikTokLink subject) {
        return "looks creators up by handle and cannot follow the short link " + subject.url()
                + "; peekalink can, or give the handle";
    }

    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        return ProviderRequest.get("/v1/tiktok/user", "username", Objects.requireNonNull(subject.handle()));
    }

    @Override
    public TikTokUser read(TikTokLink subject, ProviderResponse response) {
        User user = ApiDirectErrors.READER.success(response, READER).user();
        TikTokUser creator = creator(subject, user, response.receivedAt());
        if (EmptyRecords.isEmpty(creator)) {
            throw ErrorReader.noRecord(response, "'user' is missing or holds no documented field");
        }
        return creator;
    }

    private static TikTokUser creator(TikTokLink subject, User user, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String handle = derived.orDerive(user.username(), "handle", subject::handle);
        return new TikTokUser(
                user.userId(),
                user.secUid(),
                handle,
                user.nickname(),
                user.bio(),
                BioLinks.withScheme(user.bioLink(), derived),
                derived.orDerive(user.url(), "url", () -> TikTokUrls.profile(handle)),
                user.verified(),
                Visibility.ofPrivate(user.isPrivate()),
                user.dateJoinedTimestamp() != null ? user.dateJoinedTimestamp() : TextTime.parse(user.dateJoined()),
                new UserStats(user.followers(), user.following(), user.likes(), user.videoCount(), user.videosLiked()),
                new ImageCollector()
                        .add(Image.Variant.MEDIUM, user.avatar())
                        .add(Image.Variant.LARGE, user.avatarHd())
                        .toList(),
                new LinkedAccounts(user.instagramUsername(), user.twitterId(), user.youtubeChannelId()),
                new Source(ApiDirect.NAME, null, retrievedAt, derived.names()));
    }
}
