package io.github.cameltiktok.provider.dumplingai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Image;
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
import java.util.List;
import java.util.Objects;

/** Dumpling AI's {@code POST /api/v1/get-tiktok-profile}. */
final class DumplingAiUser implements ProviderOperation<TikTokUser> {

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
        return ProviderRequest.post(
                "/api/v1/get-tiktok-profile",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("handle", Objects.requireNonNull(subject.handle()))
                        .put("requestSource", requestSource)
                        .toString());
    }

    @Override
    public TikTokUser read(TikTokLink subject, ProviderResponse response) {
        JsonFields answer = JsonFields.of(DumplingAiErrors.READER.success(response, JsonFields.READER));
        TikTokUser creator = creator(subject, answer, response.receivedAt());
        if (EmptyRecords.isEmpty(creator)) {
            throw ErrorReader.noRecord(response, "'user' is missing or holds no documented field");
        }
        return creator;
    }

    private static TikTokUser creator(TikTokLink subject, JsonFields answer, Instant retrievedAt) {
        JsonFields user = answer.object("user");
        Counters counters = new Counters(answer);
        DerivedFields derived = new DerivedFields();
        String handle = derived.orDerive(user.handle("uniqueId"), "handle", subject::handle);
        return new TikTokUser(
                user.id("id"),
                user.text("secUid"),
                handle,
                user.text("nickname"),
                user.text("signature"),
                BioLinks.withScheme(user.object("bioLink").text("link"), derived),
                derived.derived("url", TikTokUrls.profile(handle)),
                user.flag("verified"),
                Visibility.ofPrivate(user.flag("privateAccount")),
                user.epochSeconds("createTime"),
                new UserStats(
                        counters.count("followerCount"),
                        counters.count("followingCount"),
                        counters.hearts(),
                        counters.count("videoCount"),
                        counters.count("diggCount")),
                avatars(user),
                null,
                new Source(DumplingAi.NAME, null, retrievedAt, derived.names()));
    }

    static List<Image> avatars(JsonFields account) {
        return new ImageCollector()
                .add(Image.Variant.THUMBNAIL, account.url("avatarThumb"))
                .add(Image.Variant.MEDIUM, account.url("avatarMedium"))
                .add(Image.Variant.LARGE, account.url("avatarLarger"))
                .toList();
    }
}
