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
 * Peekalink's one call, {@code POST /}, and what all its answers have in common.
 *
 * @param fields of the whole answer
 * @param tiktok the object of the type asked for
 */
record Preview(JsonFields fields, JsonFields tiktok) {

    static ProviderRequest request(TikTokLink subject) {
        return ProviderRequest.post(
                "/",
                JsonNodeFactory.instance.objectNode().put("link", subject.url()).toString());
    }

    /**
     * Reads an answer, of whose HTTP status 200 means little: {@code ok} and {@code type} must be right, too.
     *
     * @param type of the preview, {@code TIKTOK_VIDEO} for one
     * @param object name of the object that such a preview has
     * @throws ProviderException if there is no such object
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

    /** Returns the post or creator that the link led to in the end; {@code null} if the answer names none. */
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

    /** Returns whether the answer is to a link that leads somewhere else now. */
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
            // Some other page.
            return null;
        }
    }

    @Nullable
    String requestId() {
        return fields.text("requestId");
    }

    /** Returns the sizes of a picture, which Peekalink hosts itself, so that their addresses last. */
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
