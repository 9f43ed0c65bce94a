package io.github.cameltiktok.benchmark.inflight;

import io.github.cameltiktok.benchmark.contender.Lookups;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Starts lookups evenly from one thread without waiting for their answers. */
final class Wave {

    private static final AtomicLong IDS = new AtomicLong(7_321_234_567_890_000_000L);

    private static final int SAMPLE_MILLIS = 10;
    private static final int SAMPLE_LOOKUPS = 100;

    private static final String LINK = "https://www.tiktok.com/@some.cook/video/";

    private final Lookups lookups;
    private final int count;
    private final long rampNanos;
    private final CountDownLatch open;
    private final AtomicInteger failed = new AtomicInteger();
    private long mostHeap;
    private double rampSeconds;
    private double secondsAfterRamp;

    Wave(Lookups lookups, int count, int rampMillis) {
        this.lookups = lookups;
        this.count = count;
        this.rampNanos = TimeUnit.MILLISECONDS.toNanos(rampMillis);
        this.open = new CountDownLatch(count);
    }

    void run() throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            waitUntil(start + rampNanos * i / count);
            String id = Long.toString(IDS.getAndIncrement());
            lookups.find(LINK + id, (found, failure) -> ended(id.equals(found), failure));
            if (i % SAMPLE_LOOKUPS == 0) {
                sampleHeap();
            }
        }
        long lastStart = System.nanoTime();
        while (!open.await(SAMPLE_MILLIS, TimeUnit.MILLISECONDS)) {
            sampleHeap();
        }
        rampSeconds = (lastStart - start) / 1e9;
        secondsAfterRamp = (System.nanoTime() - lastStart) / 1e9;
    }

    private void ended(boolean isFound, @Nullable Throwable failure) {
        if (!isFound && failed.getAndIncrement() == 0 && failure != null) {
            failure.printStackTrace();
        }
        open.countDown();
    }

    private void sampleHeap() {
        mostHeap = Math.max(
                mostHeap,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private static void waitUntil(long nanos) {
        long wait = nanos - System.nanoTime();
        while (wait > 0) {
            LockSupport.parkNanos(wait);
            wait = nanos - System.nanoTime();
        }
    }

    /** Returns the time from the first start to the last. */
    double rampSeconds() {
        return rampSeconds;
    }

    /** Returns the time from the last start to the last answer. */
    double secondsAfterRamp() {
        return secondsAfterRamp;
    }

    /** Returns the peak of used heap in bytes, including garbage. */
    long mostHeap() {
        return mostHeap;
    }

    int failed() {
        return failed.get();
    }
}
