package io.github.cameltiktok.provider.mapping;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the upload time from the id of a post: the upper 32 bits are Unix seconds. */
public final class VideoIds {

    /** Earlier ids contain no reliable time. */
    private static final Instant FIRST_TRUSTED = Instant.parse("2016-01-01T00:00:00Z");

    private VideoIds() {}

    /**
     * Returns the start of the upload. It precedes the publication, usually by seconds and at most by days.
     *
     * @param id id of a post; {@code null} if unknown
     * @param now latest plausible time
     * @return {@code null} if the id contains no plausible time
     */
    public static @Nullable Instant uploadTime(@Nullable String id, Instant now) {
        if (id == null) {
            return null;
        }
        Instant time = Instant.ofEpochSecond(new BigInteger(id)
                .shiftRight(32)
                .min(BigInteger.valueOf(1L << 33))
                .longValue());
        return time.isBefore(FIRST_TRUSTED) || time.isAfter(now) ? null : time;
    }
}
