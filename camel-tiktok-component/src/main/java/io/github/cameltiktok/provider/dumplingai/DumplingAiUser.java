package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.model.Source;
import io.github.cameltiktok.model.TikTokUser;
import io.github.cameltiktok.model.Visibility;
import io.github.cameltiktok.provider.Price;
import io.github.cameltiktok.provider.ProviderOperation;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.BioLinks;
import io.github.cameltiktok.provider.mapping.BodyReader;
import io.github.cameltiktok.provider.mapping.DerivedFields;
import io.github.cameltiktok.provider.mapping.EmptyRecords;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.ImageCollector;
import io.github.cameltiktok.provider.mapping.TikTokUrls;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Dumpling AI's {@code POST /api/v1/get-tiktok-profile}. */
final class DumplingAiUser implements ProviderOperation<TikTokUser> {

    private static final BodyReader<DumplingAiUserResponse> READER = BodyReader.of(DumplingAiUserResponse.class);

    /** Page "Credit Costs": 10 per request, in the credits since 2025-11-19, which are a tenth of the former ones. */
    private static final Price PRICE = Price.parse("10 credit");

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
        return ProviderRequest.postJson(
                "/api/v1/get-tiktok-profile",
                "handle",
                Objects.requireNonNull(subject.handle()),
                "requestSource",
                requestSource);
    }

    @Override
    public TikTokUser read(TikTokLink subject, ProviderResponse response) {
        DumplingAiUserResponse body = DumplingAiErrors.READER.success(response, READER);
        TikTokUser creator = creator(subject, body, response.receivedAt());
        if (EmptyRecords.isEmpty(creator)) {
            throw ErrorReader.noRecord(response, "'user' is missing or holds no documented field");
        }
        return creator;
    }

    private static TikTokUser creator(TikTokLink subject, DumplingAiUserResponse body, Instant retrievedAt) {
        DumplingAiUserResponse.User user = body.user();
        DerivedFields derived = new DerivedFields();
        String handle = derived.orDerive(user.uniqueId(), "handle", subject::handle);
        return new TikTokUser(
                user.id(),
                user.secUid(),
                handle,
                user.nickname(),
                user.signature(),
                BioLinks.withScheme(user.bioLink().link(), derived),
                derived.derived("url", TikTokUrls.profile(handle)),
                user.verified(),
                Visibility.ofPrivate(user.privateAccount()),
                user.createTime(),
                body.statsV2().orElse(body.stats()),
                avatars(user.avatarThumb(), user.avatarMedium(), user.avatarLarger()),
                null,
                new Source(DumplingAi.NAME, null, retrievedAt, derived.names()));
    }

    static List<Image> avatars(@Nullable String thumb, @Nullable String medium, @Nullable String larger) {
        return new ImageCollector()
                .add(Image.Variant.THUMBNAIL, thumb)
                .add(Image.Variant.MEDIUM, medium)
                .add(Image.Variant.LARGE, larger)
                .toList();
    }
}
