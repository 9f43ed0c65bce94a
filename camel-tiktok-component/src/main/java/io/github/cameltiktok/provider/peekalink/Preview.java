package io.github.cameltiktok.provider.peekalink;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.cameltiktok.link.InvalidLinkException;
import io.github.cameltiktok.link.TikTokLink;
import io.github.cameltiktok.model.Image;
import io.github.cameltiktok.provider.ProviderException;
import io.github.cameltiktok.provider.ProviderRequest;
import io.github.cameltiktok.provider.ProviderResponse;
import io.github.cameltiktok.provider.mapping.ErrorReader;
import io.github.cameltiktok.provider.mapping.JsonFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Preview of a link, the response to Peekalink's only call, {@code POST /}.
 *
 * @param fields the whole response
 * @param tiktok object of the requested type
 */
record Preview(JsonFields fields, JsonFields tiktok) {

    static ProviderRequest request(TikTokLink subject) {
        return ProviderRequest.post(
                "/",
                JsonNodeFactory.instance.objectNode().put("link", subject.url()).toString());
    }

    /**
     * Reads a response. Status 200 alone is not sufficient: {@code ok} and {@code type} must be correct as well.
     *
     * @param type type of the preview, such as {@code TIKTOK_VIDEO}
     * @param object name of the object in a preview of that type
     * @throws ProviderException if the response is an error or does not contain the object
     */
    static Preview read(ProviderResponse response, String type, String object) {
        JsonFields fields = PeekalinkErrors.READER.success(response);
        if (!Boolean.TRUE.equals(fields.flag("ok"))) {
            Long status = fields.count("status");
            if (fields.text("error") != null && status != null && status >= 400 && status < 600) {
                throw PeekalinkErrors.READER.error(response, status.intValue(), fields);
            }
            throw ErrorReader.noRecord(response, "'ok' is not true", fields.text("requestId"));
        }
        String answered = fields.text("type");
        if (!type.equals(answered)) {
            String which = answered == null ? "the preview names no type" : "the link is of type " + answered;
            throw ErrorReader.noRecord(response, which + ", not " + type, fields.text("requestId"));
        }
        JsonFields tiktok = fields.object(object);
        if (!tiktok.isPresent()) {
            throw ErrorReader.noRecord(response, "'" + object + "' is missing or empty", fields.text("requestId"));
        }
        return new Preview(fields, tiktok);
    }

    /** Returns the final link, after redirects, to a post or creator; {@code null} if the response has none. */
    @Nullable
    TikTokLink finalLink() {
        for (String field : List.of("redirectionUrl", "url")) {
            TikTokLink link = link(field);
            if (link != null && link.kind() != TikTokLink.Kind.SHORT) {
                return link;
            }
        }
        return null;
    }

    /** Returns whether the link of the subject now redirects to another link. */
    boolean isRedirectFrom(TikTokLink subject) {
        TikTokLink asked = link("url");
        return Boolean.TRUE.equals(fields.flag("redirected"))
                && link("redirectionUrl") != null
                && asked != null
                && asked.canonical().equals(subject.canonical());
    }

    private @Nullable TikTokLink link(String field) {
        String url = fields.text(field);
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

    @Nullable
    String requestId() {
        return fields.text("requestId");
    }

    /** Returns the sizes of an image. Peekalink hosts the images itself, so their URLs do not expire. */
    static List<Image> sizes(JsonFields picture) {
        List<Image> images = new ArrayList<>();
        addSize(images, Image.Variant.THUMBNAIL, picture.object("thumbnail"));
        addSize(images, Image.Variant.MEDIUM, picture.object("medium"));
        addSize(images, Image.Variant.LARGE, picture.object("large"));
        addSize(images, Image.Variant.ORIGINAL, picture.object("original"));
        return images;
    }

    private static void addSize(List<Image> images, Image.Variant variant, JsonFields size) {
        String url = size.url("url");
        if (url != null) {
            images.add(new Image(variant, url, size.pixels("width"), size.pixels("height"), null));
        }
    }
}
