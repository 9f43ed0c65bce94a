package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.mapping.MediaUrlExpiry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cached outcome.
 *
 * @param outcome a record or a not-found
 * @param cachedAt start of its lifetime
 * @param lifetime maximum age
 * @param hasBody whether the entry contains the response body
 * @param bytes size of the response body, as the weight of the entry
 */
record CacheEntry(LookupResult<?> outcome, Instant cachedAt, Duration lifetime, boolean hasBody, int bytes) {

    /** Divides the lifetime of a not-found: the subject may appear at any minute. */
    static final int NOT_FOUND_DIVISOR = 10;

    /** Time to download the media of a cached record. */
    static final Duration MEDIA_URL_MARGIN = Duration.ofMinutes(1);

    /** Returns {@code null} if the outcome must not be cached. */
    static @Nullable CacheEntry of(LookupResult<?> outcome, Duration ttl, boolean keepsBody, Instant now) {
        if (outcome instanceof Found<?> found) {
            Duration lifetime = lifetime(found, ttl, now);
            return lifetime.isZero()
                    ? null
                    : new CacheEntry(
                            keepsBody ? found : found.withoutBody(),
                            now,
                            lifetime,
                            keepsBody,
                            found.response().size());
        }
        return isNotFound(outcome) ? new CacheEntry(outcome, now, ttl.dividedBy(NOT_FOUND_DIVISOR), true, 0) : null;
    }

    private static Duration lifetime(Found<?> found, Duration ttl, Instant now) {
        Instant mediaExpires = MediaUrlExpiry.earliestOf(found.record());
        if (mediaExpires == null) {
            return ttl;
        }
        Duration usable = Duration.between(now, mediaExpires).minus(MEDIA_URL_MARGIN);
        return usable.isNegative() ? Duration.ZERO : shorter(usable, ttl);
    }

    /**
     * Returns whether a lookup may use this entry.
     *
     * @param ttl of that lookup, which may be shorter than the lifetime
     * @param needsBody whether that lookup needs the response body
     */
    boolean isUsable(Duration ttl, boolean needsBody, Instant now) {
        Duration limit = shorter(lifetime, isNotFound(outcome) ? ttl.dividedBy(NOT_FOUND_DIVISOR) : ttl);
        Duration age = Duration.between(cachedAt, now);
        return !age.isNegative() && age.compareTo(limit) < 0 && (hasBody || !needsBody);
    }

    private static boolean isNotFound(LookupResult<?> outcome) {
        return outcome instanceof Failed<?> failed && failed.failure().errorKind() == ErrorKind.NOT_FOUND;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
