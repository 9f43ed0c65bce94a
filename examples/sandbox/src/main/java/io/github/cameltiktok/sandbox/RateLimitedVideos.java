package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * 1,000 videos that are rate-limited for 1 s of the sandbox's clock after the first call, each separately per provider.
 *
 * <p>Calls in that second get the provider's documented rate limit with the header {@code Retry-After: 1} and are not
 * billed. Later calls get a regular video until the sandbox is {@linkplain Sandbox#reset() reset}. No provider documents
 * the header; clients are expected to honour it. Thread-safe.
 */
public final class RateLimitedVideos {

    /** The number of these videos. */
    public static final int COUNT = 1_000;

    /** The time after the first call in which a video is limited; the value of {@code Retry-After}. */
    static final Duration WAIT = Duration.ofSeconds(1);

    private static final long FIRST = 7_000_000_000_000_429_000L;
    private static final Pattern ID = Pattern.compile("7000000000000429\\d{3}");

    private final Clock clock;
    // At most 3,000 entries: three providers with 1,000 videos.
    private final ConcurrentMap<Video, Instant> firstCalls = new ConcurrentHashMap<>();

    private record Video(String provider, String id) {}

    RateLimitedVideos(Clock clock) {
        this.clock = clock;
    }

    /**
     * Returns a video id.
     *
     * @param number 0 to 999
     * @throws IllegalArgumentException for any other number
     */
    public static String videoId(int number) {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("number must be between 0 and " + (COUNT - 1) + ", but is " + number);
        }
        return Long.toString(FIRST + number);
    }

    /** Records a valid call for this video and returns whether it is rate-limited now. */
    boolean refuses(String provider, String id) {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        Instant now = clock.instant();
        Instant first = firstCalls.putIfAbsent(new Video(provider, id), now);
        return first == null || now.isBefore(first.plus(WAIT));
    }

    /** Limits each video again from its next call. */
    void reset() {
        firstCalls.clear();
    }
}
