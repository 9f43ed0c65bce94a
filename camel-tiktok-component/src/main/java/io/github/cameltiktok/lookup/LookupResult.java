package io.github.cameltiktok.lookup;

import io.github.cameltiktok.model.TikTokRecord;
import io.github.cameltiktok.provider.ProviderResponse;

/**
 * What came of a lookup.
 *
 * @param record the normalised record
 * @param response the answer that it was read from
 * @param origin where this lookup got it from
 */
public record LookupResult<T extends TikTokRecord>(T record, ProviderResponse response, Origin origin) {

    /** Where an answer comes from, and so whether it was paid for. */
    public enum Origin {
        /** A provider was asked for it. */
        CALLED,
        /** Somebody else was asking for the same at that time. */
        MERGED,
        /** It was in the cache. */
        CACHED
    }

    LookupResult<T> from(Origin where) {
        return where == origin ? this : new LookupResult<>(record, response, where);
    }
}
