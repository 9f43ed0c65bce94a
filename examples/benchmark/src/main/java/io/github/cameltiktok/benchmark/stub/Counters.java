package io.github.cameltiktok.benchmark.stub;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Counters and concurrency limit of the stub server. Thread-safe. */
final class Counters {

    private final int limit;
    private final LongSupplier nanoTime;
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong undelivered = new AtomicLong();

    /** Sum of the times from call to release; right while no call is open. */
    private final AtomicLong openNanos = new AtomicLong();

    private volatile long resetNanos;
    private volatile boolean wasReset;

    /**
     * @param limit maximum number of simultaneous calls; 0 for no limit
     * @param nanoTime clock in nanoseconds
     */
    Counters(int limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Counts a call and returns whether it is within the limit. Every call must be released. */
    boolean tryAcquire() {
        requests.incrementAndGet();
        openNanos.addAndGet(-nanoTime.getAsLong());
        int now = current.incrementAndGet();
        if (limit > 0 && now > limit) {
            refused.incrementAndGet();
            return false;
        }
        if (now > mostAtOnce.get()) {
            mostAtOnce.accumulateAndGet(now, Math::max);
        }
        return true;
    }

    void release() {
        current.decrementAndGet();
        openNanos.addAndGet(nanoTime.getAsLong());
    }

    /** Counts a call whose connection was closed before its answer. */
    void undelivered() {
        undelivered.incrementAndGet();
    }

    /** Returns whether the last reset was less than this long ago. */
    boolean wasResetWithin(int millis) {
        return wasReset && nanoTime.getAsLong() - resetNanos < TimeUnit.MILLISECONDS.toNanos(millis);
    }

    void reset() {
        mostAtOnce.set(0);
        requests.set(0);
        refused.set(0);
        undelivered.set(0);
        openNanos.set(0);
        resetNanos = nanoTime.getAsLong();
        wasReset = true;
    }

    String json() {
        return "{\"requests\": " + requests + ", \"refused\": " + refused + ", \"undelivered\": " + undelivered
                + ", \"mostAtOnce\": " + mostAtOnce + ", \"openMicros\": "
                + TimeUnit.NANOSECONDS.toMicros(openNanos.get()) + "}";
    }
}
