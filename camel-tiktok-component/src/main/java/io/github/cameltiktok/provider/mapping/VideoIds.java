package io.github.cameltiktok.provider.mapping;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the id of a post tells: its upper 32 bits are the Unix second at which the upload began. */
public final class VideoIds {

    /** Ids from before do not carry a time that can be trusted. */
    private static final Instant FIRST_TRUSTED = Instant.parse("2016-01-01T00:00:00Z");

    private VideoIds() {}

    /**
     * Returns when the upload began: before the post was published, by seconds as a rule and by days at most.
     *
     * @param id of a post
     * @param now no upload begins later
     * @return {@code null} if the id does not carry a plausible time
     */
    public static @Nullable Instant uploadTime(@Nullable String id, Instant now) {
        if (id == null) {
            return null;
        }
        Instant began = Instant.ofEpochSecond(new BigInteger(id)
                .shiftRight(32)
                .min(BigInteger.valueOf(1L << 33))
                .longValue());
        return began.isBefore(FIRST_TRUSTED) || began.isAfter(now) ? null : began;
    }
}
