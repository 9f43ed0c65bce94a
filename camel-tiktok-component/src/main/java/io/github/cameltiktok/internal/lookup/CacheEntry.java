package io.github.cameltiktok.internal.lookup;

import io.github.cameltiktok.internal.lookup.LookupResult.Failed;
import io.github.cameltiktok.internal.lookup.LookupResult.Found;
import io.github.cameltiktok.provider.ErrorKind;
import io.github.cameltiktok.provider.mapping.MediaUrlExpiry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that later lookups may use.
 *
 * @param outcome a record or a not-found
 * @param since when it was received
 * @param lifetime how long it may be used from then on
 * @param hasBody whether the provider's own bytes are kept with it
 * @param bytes of the provider's answer, which bounds what the record takes
 */
record CacheEntry(LookupResult<?> outcome, Instant since, Duration lifetime, boolean hasBody, int bytes) {

    /** A not-found is kept for a shorter time than a record: the subject may appear any minute. */
    static final int NOT_FOUND_DIVISOR = 10;

    /** A user of the record should have time to fetch its media. */
    static final Duration MEDIA_URL_MARGIN = Duration.ofMinutes(1);

    /** Returns {@code null} if the outcome must not be used again. */
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
     * Returns whether a lookup may use it.
     *
     * @param ttl of that lookup, which may want it fresher than the one that received it
     * @param needsBody whether that lookup needs the provider's own bytes
     */
    boolean serves(Duration ttl, boolean needsBody, Instant now) {
        Duration limit = shorter(lifetime, isNotFound(outcome) ? ttl.dividedBy(NOT_FOUND_DIVISOR) : ttl);
        Duration age = Duration.between(since, now);
        return !age.isNegative() && age.compareTo(limit) < 0 && (hasBody || !needsBody);
    }

    private static boolean isNotFound(LookupResult<?> outcome) {
        return outcome instanceof Failed<?> failed && failed.failure().errorKind() == ErrorKind.NOT_FOUND;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
