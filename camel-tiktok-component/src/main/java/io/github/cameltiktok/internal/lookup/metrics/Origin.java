package io.github.cameltiktok.internal.lookup.metrics;

import java.util.Locale;

/** Where the outcome of a lookup comes from, and so whether it was paid for. */
public enum Origin {
    /** A provider was called for it. */
    CALLED,
    /** Another lookup was asking for the same at that time. */
    COALESCED,
    /** It was in the cache. */
    CACHED;

    /** Returns the name as it stands in a tag. */
    public String tag() {
        return this == COALESCED ? "merged" : name().toLowerCase(Locale.ROOT);
    }
}
