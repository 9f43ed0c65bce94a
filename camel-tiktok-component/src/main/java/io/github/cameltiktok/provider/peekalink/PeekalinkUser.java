package io.github.cameltiktok.provider.peekalink;

import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
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
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Peekalink's previews of type {@code TIKTOK_USER}. */
final class PeekalinkUser implements ProviderOperation<TikTokUser> {

    private static final String TYPE = "TIKTOK_USER";

    @Override
    public ProviderRequest request(TikTokLink subject, String requestSource) {
        return Preview.request(subject);
    }

    /** The {@code id} of the object is Peekalink's row number. The response does not contain TikTok's id. */
    @Override
    public TikTokUser read(TikTokLink subject, ProviderResponse response) {
        Preview preview = Preview.read(response, TYPE);
        Preview.User user = preview.tiktokUser();
        if (user == null) {
            throw preview.noRecord(response, "'tiktokUser' is missing or empty");
        }
        TikTokUser creator = creator(subject, preview, user, response.receivedAt());
        if (EmptyRecords.isEmpty(creator)) {
            throw preview.noRecord(response, "'tiktokUser' holds no documented field");
        }
        return creator;
    }

    @Override
    public boolean hasMoved(TikTokLink subject, ProviderResponse response) {
        return Preview.read(response, TYPE).isRedirectFrom(subject);
    }

    private static TikTokUser creator(TikTokLink subject, Preview preview, Preview.User user, Instant retrievedAt) {
        DerivedFields derived = new DerivedFields();
        String handle = handle(user.username(), preview.finalLink(subject), subject, derived);
        return new TikTokUser(
                null,
                null,
                handle,
                user.name(),
                user.bio(),
                BioLinks.withScheme(bioLink(user.url()), derived),
                derived.derived("url", TikTokUrls.profile(handle)),
                user.verified(),
                Visibility.ofName(user.visibility()),
                null,
                new UserStats(user.followersCount(), user.followingCount(), user.likesCount(), null, null),
                user.avatar().images(),
                null,
                new Source(Peekalink.NAME, preview.requestId(), retrievedAt, derived.names()));
    }

    /** Prefers the handle in the link: the documented sample has the username {@code khaby} for {@code khaby.lame}. */
    private static @Nullable String handle(
            @Nullable String given, @Nullable TikTokLink link, TikTokLink subject, DerivedFields derived) {
        String linked = link == null ? null : link.handle();
        if (linked != null) {
            return linked.equalsIgnoreCase(given) ? given : derived.derived("handle", linked);
        }
        return derived.orDerive(given, "handle", subject::handle);
    }

    /** Excludes the profile link. The documentation calls the field the profile link; its sample contains the bio link. */
    private static @Nullable String bioLink(@Nullable String url) {
        if (url == null || !mayBeTikTokUrl(url)) {
            return url;
        }
        try {
            return TikTokLink.parse(url).kind() == TikTokLink.Kind.USER ? null : url;
        } catch (InvalidLinkException e) {
            return url;
        }
    }

    /** Avoids parsing most bio links: a parse exception takes half the time for reading a response. */
    private static boolean mayBeTikTokUrl(String url) {
        return url.indexOf('@') >= 0 || url.toLowerCase(Locale.ROOT).contains("tiktok");
    }
}
