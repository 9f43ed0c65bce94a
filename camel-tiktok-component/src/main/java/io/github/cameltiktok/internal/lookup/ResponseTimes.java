package io.github.cameltiktok.internal.lookup;

import java.time.Duration;
import java.util.Arrays;

/** Durations of recent calls, from request to the end of the response. Not thread-safe. */
final class ResponseTimes {

    /** Small, to follow a provider that changes: with 3 permits, a window of 50 took 17 s to forget responses of 1 s. */
    static final int WINDOW = 16;

    /** Assumed before the first response. No provider is documented or was measured to be faster. */
    static final Duration FLOOR = Duration.ofMillis(100);

    private final long[] nanos = new long[WINDOW];
    private int count;
    private int next;
    private long sum;

    void add(Duration time) {
        sum += time.toNanos() - nanos[next];
        nanos[next] = time.toNanos();
        next = (next + 1) % WINDOW;
        count = Math.min(count + 1, WINDOW);
    }

    /** Returns the mean, which sets the pace of the queue. */
    Duration mean() {
        return count == 0 ? FLOOR : Duration.ofNanos(sum / count);
    }

    /** Returns the median; zero before the first response. */
    Duration median() {
        if (count == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[count / 2]);
    }

    /** Returns the maximum in the window. */
    Duration longest() {
        long longest = 0;
        for (int i = 0; i < count; i++) {
            longest = Math.max(longest, nanos[i]);
        }
        return count == 0 ? FLOOR : Duration.ofNanos(longest);
    }
}
