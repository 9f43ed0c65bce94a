package io.github.cameltiktok.provider.dumplingai;

import io.github.cameltiktok.provider.mapping.JsonFields;
import org.jspecify.annotations.Nullable;

/** Counters in the format of TikTok's web pages: rounded in {@code stats}, exact and as text in {@code statsV2}. */
final class Counters {

    private final JsonFields rounded;
    private final JsonFields exact;

    /** @param parent object that contains {@code stats} and {@code statsV2} */
    Counters(JsonFields parent) {
        rounded = parent.object("stats");
        exact = parent.object("statsV2");
    }

    /** Returns the exact counter, or else the rounded one. */
    @Nullable
    Long count(String field) {
        Long count = exact.count(field);
        return count != null ? count : rounded.count(field);
    }

    /**
     * Returns the likes of a creator: the exact counter, or else the larger of the two rounded ones. One of those may have
     * overflowed at 32 bits.
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
