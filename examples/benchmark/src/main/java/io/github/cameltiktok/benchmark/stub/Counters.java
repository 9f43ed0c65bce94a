package io.github.cameltiktok.benchmark.stub;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the stub server counts, and its limit. Thread-safe. */
final class Counters {

    private final int limit;
    private final AtomicInteger current = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** @param limit calls at the same time; 0 for any number */
    Counters(int limit) {
        this.limit = limit;
    }

    /** Returns whether this request is within the limit; each one leaves again. */
    boolean arrive() {
        requests.incrementAndGet();
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

    void leave() {
        current.decrementAndGet();
    }

    void reset() {
        mostAtOnce.set(0);
        requests.set(0);
        refused.set(0);
    }

    String json() {
        return "{\"requests\": " + requests + ", \"refused\": " + refused + ", \"mostAtOnce\": " + mostAtOnce + "}";
    }
}
