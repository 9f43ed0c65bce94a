package io.github.cameltiktok.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/**
 * The 1,000 videos that are rate limited at first, with every good key and at every provider, each on its own: the first
 * call for one gets the provider's documented rate limit with the header {@code Retry-After: 1}, and so does every call
 * within a second of the sandbox's clock after that. From then on it is a video like any other, until the sandbox is
 * {@linkplain Sandbox#reset() reset}. The limited calls are not billed.
 *
 * <p>No provider documents that header; clients are expected to honour it all the same. Thread-safe.
 */
public final class RateLimitedVideos {

    /** How many there are. */
    public static final int COUNT = 1_000;

    /** How long one stays limited after the first call for it, as {@code Retry-After} says. */
    static final Duration WAIT = Duration.ofSeconds(1);

    private static final long FIRST = 7_000_000_000_000_429_000L;
    private static final Pattern ID = Pattern.compile("7000000000000429\\d{3}");

    private final Clock clock;
    // There are no more keys than the providers have such videos.
    private final ConcurrentMap<Video, Instant> firstCalls = new ConcurrentHashMap<>();

    private record Video(String provider, String id) {}

    RateLimitedVideos(Clock clock) {
        this.clock = clock;
    }

    /**
     * The video id to ask for.
     *
     * @param number which of them, 0 to 999
     * @throws IllegalArgumentException if there is none of that number
     */
    public static String videoId(int number) {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("number must be between 0 and " + (COUNT - 1) + ", but is " + number);
        }
        return Long.toString(FIRST + number);
    }

    /** Notes a call that could be answered with this video, and tells whether it has to be refused for now. */
    boolean refuses(String provider, String id) {
        if (!ID.matcher(id).matches()) {
            return false;
        }
        Instant now = clock.instant();
        Instant first = firstCalls.putIfAbsent(new Video(provider, id), now);
        return first == null || now.isBefore(first.plus(WAIT));
    }

    /** Lets each begin anew. */
    void forget() {
        firstCalls.clear();
    }
}
