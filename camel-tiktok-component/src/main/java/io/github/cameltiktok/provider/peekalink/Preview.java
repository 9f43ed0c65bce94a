package io.github.cameltiktok.provider.peekalink;

import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.BodyReader;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.Handle;
import io.github.cameltiktok.provider.mapping.Positive;
import io.github.cameltiktok.provider.mapping.Url;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Response to Peekalink's only call, {@code POST /}: a preview of a link, or an error.
 *
 * @param url requested link
 * @param status HTTP status of the previewed link
 * @param redirectionUrl final link after redirects
 * @param tiktokVideo present for the type {@code TIKTOK_VIDEO}
 * @param tiktokUser present for the type {@code TIKTOK_USER}
 * @param error code of an error
 * @param message message of an error
 */
record Preview(
        @Nullable Boolean ok,
        @Nullable String url,
        @Nullable String type,
        @Nullable Long status,
        @Nullable Boolean redirected,
        @Nullable String redirectionUrl,
        Picture image,
        @Nullable Video tiktokVideo,
        @Nullable User tiktokUser,
        @Nullable String requestId,
        @Nullable String error,
        @Nullable String message) {

    static final BodyReader<Preview> READER = BodyReader.of(Preview.class);

    /**
     * A post. Its {@code id} is Peekalink's row number.
     *
     * @param text caption
     */
    record Video(
            @Nullable Instant publishedAt,
            @Nullable Long likesCount,
            @Nullable Long commentsCount,
            @Nullable Long playsCount,
            @Nullable Long sharesCount,
            @Nullable String text,
            User user,
            List<File> media) {}

    /**
     * A creator. Its {@code id} is Peekalink's row number. The author of a post has no counters.
     *
     * @param url profile link by the documentation, bio link in its sample
     */
    record User(
            @Handle @Nullable String username,
            @Nullable Boolean verified,
            @Nullable String name,
            @Nullable String bio,
            @Nullable String url,
            @Nullable Long followersCount,
            @Nullable Long followingCount,
            @Nullable Long likesCount,
            @Nullable String visibility,
            Picture avatar) {}

    /**
     * A file of a post: a video, or a picture in several sizes.
     *
     * @param size size of the original in bytes
     */
    record File(
            @Url @Nullable String url,
            @Positive @Nullable Integer width,
            @Positive @Nullable Integer height,
            @Positive @Nullable Long size,
            @Nullable String format,
            Size thumbnail,
            Size medium,
            Size large,
            Size original) {

        List<Image> images() {
            return new Picture(thumbnail, medium, large, original).images();
        }
    }

    /** A picture in several sizes. */
    record Picture(Size thumbnail, Size medium, Size large, Size original) {

        List<Image> images() {
            List<Image> images = new ArrayList<>();
            thumbnail.addTo(images, Image.Variant.THUMBNAIL);
            medium.addTo(images, Image.Variant.MEDIUM);
            large.addTo(images, Image.Variant.LARGE);
            original.addTo(images, Image.Variant.ORIGINAL);
            return images;
        }
    }

    /** One size of a picture. Peekalink hosts pictures itself, so their URLs do not expire. */
    record Size(
            @Positive @Nullable Integer width,
            @Positive @Nullable Integer height,
            @Url @Nullable String url) {

        private void addTo(List<Image> images, Image.Variant variant) {
            if (url != null) {
                images.add(new Image(variant, url, width, height, null));
            }
        }
    }

    static ProviderRequest request(TikTokLink subject) {
        return ProviderRequest.postJson("/", "link", subject.url());
    }

    /**
     * Reads a response. Status 200 alone is not sufficient: {@code ok} and {@code type} must be correct as well.
     *
     * @param requestedType type of the preview, such as {@code TIKTOK_VIDEO}
     * @throws ProviderException if the response is an error or of another type
     */
    static Preview read(ProviderResponse response, String requestedType) {
        Preview preview = PeekalinkErrors.READER.success(response, READER);
        if (!Boolean.TRUE.equals(preview.ok)) {
            Long status = preview.status;
            if (preview.error != null && status != null && status >= 400 && status < 600) {
                throw PeekalinkErrors.READER.error(response, status.intValue(), preview);
            }
            throw preview.noRecord(response, "'ok' is not true");
        }
        if (!requestedType.equals(preview.type)) {
            String found = preview.type == null ? "the preview names no type" : "the link is of type " + preview.type;
            throw preview.noRecord(response, found + ", not " + requestedType);
        }
        return preview;
    }

    ProviderException noRecord(ProviderResponse response, String why) {
        return ErrorReader.noRecord(response, why, requestId);
    }

    /** Returns the final link, after redirects, to a post or creator; {@code null} if the response has none. */
    @Nullable
    TikTokLink finalLink(TikTokLink subject) {
        TikTokLink redirection = resolved(redirectionUrl, subject);
        return redirection != null ? redirection : resolved(url, subject);
    }

    /** Returns whether the link of the subject now redirects to another link. */
    boolean isRedirectFrom(TikTokLink subject) {
        TikTokLink requested = link(url);
        return Boolean.TRUE.equals(redirected)
                && link(redirectionUrl) != null
                && requested != null
                && requested.canonical().equals(subject.canonical());
    }

    /** Usually, the link is that of the subject. Parsing it would take 25 % of the time for reading a response. */
    private static @Nullable TikTokLink resolved(@Nullable String url, TikTokLink subject) {
        TikTokLink link = subject.url().equals(url) ? subject : link(url);
        return link == null || link.kind() == TikTokLink.Kind.SHORT ? null : link;
    }

    private static @Nullable TikTokLink link(@Nullable String url) {
        if (url == null) {
            return null;
        }
        try {
            return TikTokLink.parse(url);
        } catch (InvalidLinkException e) {
            // The link leads to another site.
            return null;
        }
    }
}
