package io.github.cameltiktok.provider.mapping;

import io.github.cameltiktok.model.Image;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the variants of an image, each with its URL. Not thread-safe. */
public final class ImageCollector {

    private final List<Image> images = new ArrayList<>();

    /** Adds a variant if its URL is present. */
    public ImageCollector add(Image.Variant variant, @Nullable String url) {
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
