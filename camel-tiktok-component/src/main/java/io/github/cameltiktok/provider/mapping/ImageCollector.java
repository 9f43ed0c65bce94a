package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.Image;
import java.util.ArrayList;
import java.util.List;

/** Collects the variants of an image whose URLs are plain fields of a response. Not thread-safe. */
public final class ImageCollector {

    private final JsonFields fields;
    private final List<Image> images = new ArrayList<>();

    /** @param fields object that contains the URLs */
    public ImageCollector(JsonFields fields) {
        this.fields = fields;
    }

    /** Adds a variant if its URL is present. */
    public ImageCollector add(Image.Variant variant, String urlField) {
        String url = fields.url(urlField);
        if (url != null) {
            images.add(new Image(variant, url, null, null, SignedUrls.expiresAt(url)));
        }
        return this;
    }

    /** Returns the added variants. */
    public List<Image> toList() {
        return List.copyOf(images);
    }
}
