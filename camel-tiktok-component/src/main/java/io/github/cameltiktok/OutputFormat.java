package io.github.cameltiktok;

import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.model.TikTokJson;

/** The message body after a successful lookup. */
public enum OutputFormat {
    /** The record: a {@code TikTokVideo} or {@code TikTokUser}. */
    POJO,
    /** A map of the normalised JSON's names to text, numbers, booleans, lists and maps. */
    MAP,
    /** The normalised JSON as text. */
    JSON,
    /** The bytes of the provider's answer. */
    RAW;

    Object body(Found<?> result) {
        return switch (this) {
            case POJO -> result.record();
            case MAP -> TikTokJson.map(result.record());
            case JSON -> TikTokJson.text(result.record());
            // A copy: the bytes may serve other exchanges too, and a route may change its own.
            case RAW -> result.response().body().clone();
        };
    }

    /** Returns whether the body is serialised JSON, which has a content type. */
    boolean isSerialized() {
        return this == JSON || this == RAW;
    }
}
