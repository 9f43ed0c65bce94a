package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.provider.mapping.JsonFields;
import org.jspecify.annotations.Nullable;

/** TikTok's web pages give counters twice: rounded in {@code stats}, exact and as text in {@code statsV2}. */
final class Counters {

    private final JsonFields rounded;
    private final JsonFields exact;

    /** @param parent the object that holds {@code stats} and {@code statsV2} */
    Counters(JsonFields parent) {
        rounded = parent.object("stats");
        exact = parent.object("statsV2");
    }

    /** Returns the exact counter, else the rounded one. */
    @Nullable
    Long count(String field) {
        Long count = exact.count(field);
        return count != null ? count : rounded.count(field);
    }

    /**
     * Returns the likes of a creator, which stand under two names, of which one may be wrapped at 32 bits: the exact
     * one, else the larger.
     */
    @Nullable
    Long hearts() {
        Long count = exact.count("heartCount");
        if (count != null) {
            return count;
        }
        Long hearts = rounded.count("heart");
        Long heartCount = rounded.count("heartCount");
        if (hearts == null || heartCount == null) {
            return hearts != null ? hearts : heartCount;
        }
        return Math.max(hearts, heartCount);
    }
}
