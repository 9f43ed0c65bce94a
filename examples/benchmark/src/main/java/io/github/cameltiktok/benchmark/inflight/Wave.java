package io.github.cameltiktok.benchmark.inflight;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;

/** Lookups that are started evenly, by one thread that does not wait for any of them. */
final class Wave {

    private static final AtomicLong IDS = new AtomicLong(7_321_234_567_890_000_000L);

    private static final int SAMPLE_MILLIS = 10;
    private static final int SAMPLE_LOOKUPS = 100;

    private final Endpoint entry;
    private final int lookups;
    private final long rampNanos;
    private final CountDownLatch open;
    private final AtomicInteger failed = new AtomicInteger();
    private long mostHeap;
    private double rampSeconds;
    private double secondsAfterRamp;

    Wave(Endpoint entry, int lookups, int rampMillis) {
        this.entry = entry;
        this.lookups = lookups;
        this.rampNanos = TimeUnit.MILLISECONDS.toNanos(rampMillis);
        this.open = new CountDownLatch(lookups);
    }

    void run() throws Exception {
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        long start = System.nanoTime();
        for (int i = 0; i < lookups; i++) {
            waitUntil(start + rampNanos * i / lookups);
            Exchange exchange = entry.createExchange(ExchangePattern.InOut);
            exchange.getMessage().setBody(Long.toString(IDS.getAndIncrement()));
            producer.process(exchange, isSynchronous -> ended(exchange));
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
        producer.stop();
    }

    private void ended(Exchange exchange) {
        if (exchange.getException() != null && failed.getAndIncrement() == 0) {
            exchange.getException().printStackTrace();
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

    /** From the first start to the last. */
    double rampSeconds() {
        return rampSeconds;
    }

    /** From the last start to the last answer. */
    double secondsAfterRamp() {
        return secondsAfterRamp;
    }

    /** What was in use at its highest, garbage included, in bytes. */
    long mostHeap() {
        return mostHeap;
    }

    int failed() {
        return failed.get();
    }
}
