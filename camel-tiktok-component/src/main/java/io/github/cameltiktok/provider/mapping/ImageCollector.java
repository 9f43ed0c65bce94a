package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.Image;
import java.util.ArrayList;
import java.util.List;

/** Collects the sizes of a picture whose addresses are plain fields of an answer. For one thread. */
public final class ImageCollector {

    private final JsonFields fields;
    private final List<Image> images = new ArrayList<>();

    /** @param fields the object that holds the addresses */
    public ImageCollector(JsonFields fields) {
        this.fields = fields;
    }

    /** Adds one size, if the answer has an address for it. */
    public ImageCollector add(Image.Variant variant, String urlField) {
        String url = fields.url(urlField);
        if (url != null) {
            images.add(new Image(variant, url, null, null, SignedUrls.expiresAt(url)));
        }
        return this;
    }

    /** Returns what was added. */
    public List<Image> toList() {
        return List.copyOf(images);
    }
}
