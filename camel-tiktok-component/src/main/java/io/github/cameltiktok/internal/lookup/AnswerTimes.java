package io.github.cameltiktok.internal.lookup;

import java.time.Duration;
import java.util.Arrays;

/** How long recent calls took, from sending to the end of the answer. Not thread-safe. */
final class AnswerTimes {

    /** Few, to follow a provider that changes: with 3 permits, 50 answers of 1 s took 17 s to be forgotten. */
    static final int WINDOW = 16;

    /** Taken before anything is known; no provider is documented or was measured to be quicker. */
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

    /** Returns the average, by which a queue moves. */
    Duration mean() {
        return count == 0 ? FLOOR : Duration.ofNanos(sum / count);
    }

    /** Returns the time within which half of the answers came. */
    Duration median() {
        if (count == 0) {
            return Duration.ZERO;
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return Duration.ofNanos(sorted[count / 2]);
    }

    /** Returns the time within which all of the recent answers came. */
    Duration longest() {
        long longest = 0;
        for (int i = 0; i < count; i++) {
            longest = Math.max(longest, nanos[i]);
        }
        return count == 0 ? FLOOR : Duration.ofNanos(longest);
    }
}
