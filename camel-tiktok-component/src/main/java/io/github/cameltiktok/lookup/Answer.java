package io.github.cameltiktok.lookup;

import io.github.cameltiktok.provider.FailureClass;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of a lookup, for all who waited for it and for those who ask again.
 *
 * @param result {@code null} if it failed
 * @param failure {@code null} if it did not
 * @param since when it is known
 * @param lifetime how long it may be used from then on; zero for not at all
 */
record Answer(@Nullable LookupResult<?> result, @Nullable LookupException failure, Instant since, Duration lifetime) {

    /** What is not visible is forgotten this many times sooner than a result: it may be there any minute. */
    static final int NOT_FOUND_DIVISOR = 10;

    /** Whoever gets a media link should have time to use it. */
    static final Duration LINK_MARGIN = Duration.ofMinutes(1);

    static Answer of(LookupResult<?> result, Duration ttl, Instant now) {
        // Where nothing is kept it does not matter how long the links work.
        Instant linksEnd = ttl.isZero() ? null : LinkExpiry.firstOf(result.record());
        if (linksEnd == null) {
            return new Answer(result, null, now, ttl);
        }
        Duration usable = Duration.between(now, linksEnd).minus(LINK_MARGIN);
        return new Answer(result, null, now, usable.isNegative() ? Duration.ZERO : shorter(usable, ttl));
    }

    static Answer of(LookupException failure, Duration ttl, Instant now) {
        return new Answer(null, failure, now, isNotFound(failure) ? ttl.dividedBy(NOT_FOUND_DIVISOR) : Duration.ZERO);
    }

    /**
     * Tells whether it may be used at this time.
     *
     * @param ttl of the one who asks, who may want it fresher than the one who got it
     */
    boolean isFresh(Instant now, Duration ttl) {
        Duration limit = shorter(lifetime, failure == null ? ttl : ttl.dividedBy(NOT_FOUND_DIVISOR));
        Duration age = Duration.between(since, now);
        return !age.isNegative() && age.compareTo(limit) < 0;
    }

    /** Returns how many bytes of a provider's answer it keeps. */
    int bytes() {
        return result == null ? 0 : result.response().body().length;
    }

    private static boolean isNotFound(LookupException failure) {
        return failure.failure().failureClass() == FailureClass.NOT_FOUND;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
