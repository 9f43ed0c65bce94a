package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Lookups;
import io.github.cameltiktok.benchmark.process.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;
import org.jspecify.annotations.Nullable;

/** Keeps a fixed number of lookups in flight, each of a different video, and measures them. */
final class ClosedLoop {

    private static final AtomicLong IDS = new AtomicLong(7_321_234_567_890_000_000L);

    private final Lookups lookups;
    private final int inFlight;
    private final LongAdder completed = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final AtomicReference<@Nullable Throwable> firstFailure = new AtomicReference<>();
    private final Recorder latencies = new Recorder(3);
    private final CountDownLatch left;
    private volatile boolean stopped;

    ClosedLoop(Lookups lookups, int inFlight) {
        this.lookups = lookups;
        this.inFlight = inFlight;
        this.left = new CountDownLatch(inFlight);
    }

    /** Runs for the given time and returns the measurements. */
    List<Measurement> run(Duration measured) throws InterruptedException {
        start();
        // Measures only after all lookups are in flight.
        TimeUnit.NANOSECONDS.sleep(measured.toNanos() / 10);
        latencies.reset();
        long completedBefore = completed();
        ResourceUsage before = ResourceUsage.now();
        do {
            TimeUnit.NANOSECONDS.sleep(measured.toNanos());
            // On a busy machine, no lookup may end within a short time.
        } while (completed() == completedBefore);
        ResourceUsage used = ResourceUsage.now().since(before);
        Histogram histogram = latencies.getIntervalHistogram();
        stop();
        return measures(used, histogram);
    }

    private void start() {
        for (int i = 0; i < inFlight; i++) {
            LookupWorker worker = new LookupWorker(this);
            if (lookups.isBlocking()) {
                new Thread(worker, "lookup-worker-" + i).start();
            } else {
                worker.run();
            }
        }
    }

    private void stop() throws InterruptedException {
        stopped = true;
        if (!left.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " lookups have not ended within 30 s");
        }
        if (failed.sum() > 0) {
            throw new IllegalStateException(
                    failed.sum() + " lookups failed or returned another video", firstFailure.get());
        }
    }

    private static List<Measurement> measures(ResourceUsage used, Histogram histogram) {
        double count = histogram.getTotalCount();
        List<Measurement> measures = new ArrayList<>();
        measures.add(new Measurement(Metric.THROUGHPUT.key(), count * 1e9 / used.nanos(), "1/s"));
        measures.add(new Measurement(Metric.CPU.key(), used.cpuNanos() / 1e3 / count, "us"));
        measures.add(new Measurement(Metric.ALLOCATION.key(), used.allocatedBytes() / 1024.0 / count, "KiB"));
        measures.add(new Measurement(Metric.P50.key(), histogram.getValueAtPercentile(50) / 1e3, "us"));
        measures.add(new Measurement(Metric.P99.key(), histogram.getValueAtPercentile(99) / 1e3, "us"));
        return measures;
    }

    Lookups lookups() {
        return lookups;
    }

    /** Returns the number of completed lookups. */
    long completed() {
        return completed.sum();
    }

    boolean isStopped() {
        return stopped;
    }

    String nextId() {
        return Long.toString(IDS.getAndIncrement());
    }

    void record(long nanos, boolean isRight, @Nullable Throwable failure) {
        completed.increment();
        if (isRight) {
            latencies.recordValue(nanos);
            return;
        }
        failed.increment();
        firstFailure.compareAndSet(null, failure);
        // Stops at the first failure; instant failures would loop fast.
        stopped = true;
    }

    void leave() {
        left.countDown();
    }
}
