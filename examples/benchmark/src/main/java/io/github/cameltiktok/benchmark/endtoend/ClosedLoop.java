package io.github.cameltiktok.benchmark.endtoend;

import io.github.cameltiktok.benchmark.contender.Lookups;
import io.github.cameltiktok.benchmark.process.Measure;
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

/** Keeps a number of lookups in flight, and measures what comes of it. Each lookup is about another video. */
final class ClosedLoop {

    private static final AtomicLong IDS = new AtomicLong(7_321_234_567_890_000_000L);

    private final Lookups lookups;
    private final int inFlight;
    private final LongAdder made = new LongAdder();
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

    /** Goes round for a time, and returns what was measured. */
    List<Measure> run(Duration measured) throws InterruptedException {
        start();
        // As many are to be under way as there will be.
        TimeUnit.NANOSECONDS.sleep(measured.toNanos() / 10);
        latencies.reset();
        long madeBefore = made();
        Usage before = Usage.now();
        do {
            TimeUnit.NANOSECONDS.sleep(measured.toNanos());
            // On a machine that does much else, a short time may pass without one.
        } while (made() == madeBefore);
        Usage used = Usage.now().since(before);
        Histogram histogram = latencies.getIntervalHistogram();
        stop();
        return measures(used, histogram);
    }

    private void start() {
        for (int i = 0; i < inFlight; i++) {
            Lane lane = new Lane(this);
            if (lookups.isBlocking()) {
                new Thread(lane, "lane-" + i).start();
            } else {
                lane.run();
            }
        }
    }

    private void stop() throws InterruptedException {
        stopped = true;
        if (!left.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " lookups do not end");
        }
        if (failed.sum() > 0) {
            throw new IllegalStateException(
                    failed.sum() + " lookups failed or found another video", firstFailure.get());
        }
    }

    private static List<Measure> measures(Usage used, Histogram histogram) {
        double count = histogram.getTotalCount();
        List<Measure> measures = new ArrayList<>();
        measures.add(new Measure(EndToEnd.THROUGHPUT, count * 1e9 / used.nanos(), "1/s"));
        measures.add(new Measure(EndToEnd.CPU, used.cpuNanos() / 1e3 / count, "us"));
        measures.add(new Measure(EndToEnd.ALLOCATION, used.allocatedBytes() / 1024.0 / count, "KiB"));
        measures.add(new Measure(EndToEnd.P50, histogram.getValueAtPercentile(50) / 1e3, "us"));
        measures.add(new Measure(EndToEnd.P99, histogram.getValueAtPercentile(99) / 1e3, "us"));
        return measures;
    }

    Lookups lookups() {
        return lookups;
    }

    /** Returns how many have ended so far. */
    long made() {
        return made.sum();
    }

    boolean isStopped() {
        return stopped;
    }

    String nextId() {
        return Long.toString(IDS.getAndIncrement());
    }

    void ended(long nanos, boolean isRight, @Nullable Throwable failure) {
        made.increment();
        if (isRight) {
            latencies.recordValue(nanos);
            return;
        }
        failed.increment();
        firstFailure.compareAndSet(null, failure);
        // What fails at once would go round without end.
        stopped = true;
    }

    void leave() {
        left.countDown();
    }
}
