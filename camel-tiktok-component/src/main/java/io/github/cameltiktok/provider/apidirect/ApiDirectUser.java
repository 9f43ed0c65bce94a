package io.github.cameltiktok.provider.apidirect;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.LinkedAccounts;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.UserStats;
import io.github.cameltiktok.model.Visibility;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.BioLinks;
import io.github.cameltiktok.provider.mapping.DerivedFields;
import io.github.cameltiktok.provider.mapping.EmptyRecords;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.ImageCollector;
import io.github.cameltiktok.provider.mapping.JsonFields;
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import java.time.Instant;
import java.util.Objects;

/** API Direct's {@code GET /v1/tiktok/user}. */
final class ApiDirectUser implements ProviderOperation<TikTokUser> {

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
        JsonFields user = ApiDirectErrors.READER.success(response).object("user");
        TikTokUser creator = creator(subject, user, response.receivedAt());
        if (EmptyRecords.isEmpty(creator)) {
            throw ErrorReader.noRecord(response, "'user' is missing or holds no documented field");
        }
        return creator;
    }

    private static TikTokUser creator(TikTokLink subject, JsonFields user, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String handle = derived.orDerive(user.handle("username"), "handle", subject::handle);
        return new TikTokUser(
                user.id("user_id"),
                user.text("sec_uid"),
                handle,
                user.text("nickname"),
                user.text("bio"),
                BioLinks.withScheme(user.text("bio_link"), derived),
                derived.orDerive(user.url("url"), "url", () -> TikTokUrls.profile(handle)),
                user.flag("verified"),
                Visibility.ofPrivate(user.flag("is_private")),
                ApiDirectTimes.of(user, "date_joined_timestamp", "date_joined"),
                new UserStats(
                        user.count("followers"),
                        user.count("following"),
                        user.count("likes"),
                        user.count("video_count"),
                        user.count("videos_liked")),
                new ImageCollector(user)
                        .add(Image.Variant.MEDIUM, "avatar")
                        .add(Image.Variant.LARGE, "avatar_hd")
                        .toList(),
                new LinkedAccounts(
                        user.text("instagram_username"), user.id("twitter_id"), user.text("youtube_channel_id")),
                new Source(ApiDirect.NAME, null, retrievedAt, derived.names()));
    }
}
