package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.internal.lookup.metrics.LookupListener.Origin;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.mapping.MediaUrlExpiry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A cached outcome. Its times are numbers: two objects per entry would be 48 bytes and two reads of distant memory.
 *
 * @param outcome a record or a not-found, as a hit returns it
 * @param cachedAt start of its lifetime in ms since 1970
 * @param lifetime maximum age in ms
 * @param hasBody whether the entry contains the response body
 * @param bytes size of the response body, as the weight of the entry
 */
record CacheEntry(LookupResult<?> outcome, long cachedAt, long lifetime, boolean hasBody, int bytes) {

    /** Divides the lifetime of a not-found: the subject may appear at any minute. */
    static final int NOT_FOUND_DIVISOR = 10;

    /** Time to download the media of a cached record. */
    static final Duration MEDIA_URL_MARGIN = Duration.ofMinutes(1);

    /** Returns {@code null} if the outcome must not be cached. */
    static @Nullable CacheEntry of(LookupResult<?> outcome, Duration ttl, boolean keepsBody, Instant now) {
        long cachedAt = now.toEpochMilli();
        if (outcome instanceof Found<?> found) {
            long lifetime = lifetime(found, ttl, now);
            return lifetime <= 0
                    ? null
                    : new CacheEntry(
                            (keepsBody ? found : found.withoutContent()).servedFrom(Origin.CACHED),
                            cachedAt,
                            lifetime,
                            keepsBody,
                            found.response().size());
        }
        return isNotFound(outcome)
                ? new CacheEntry(
                        outcome.servedFrom(Origin.CACHED), cachedAt, ttl.toMillis() / NOT_FOUND_DIVISOR, true, 0)
                : null;
    }

    private static long lifetime(Found<?> found, Duration ttl, Instant now) {
        Instant mediaExpires = MediaUrlExpiry.earliestOf(found.record());
        return mediaExpires == null
                ? ttl.toMillis()
                : Math.min(
                        ttl.toMillis(),
                        Duration.between(now, mediaExpires)
                                .minus(MEDIA_URL_MARGIN)
                                .toMillis());
    }

    /**
     * Returns whether a lookup may use this entry.
     *
     * @param ttl of that lookup, which may be shorter than the lifetime
     * @param needsBody whether that lookup needs the response body
     * @param now in ms since 1970
     */
    boolean isUsable(Duration ttl, boolean needsBody, long now) {
        long limit = isNotFound(outcome) ? ttl.toMillis() / NOT_FOUND_DIVISOR : ttl.toMillis();
        long age = now - cachedAt;
        return age >= 0 && age < Math.min(lifetime, limit) && (hasBody || !needsBody);
    }

    private static boolean isNotFound(LookupResult<?> outcome) {
        return outcome instanceof Failed<?> failed && failed.failure().errorKind() == ErrorKind.NOT_FOUND;
    }
}
