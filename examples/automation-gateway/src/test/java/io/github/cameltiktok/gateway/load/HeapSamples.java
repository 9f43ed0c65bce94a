package io.github.cameltiktok.gateway.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Heap of a server after full collections during a run, in MiB. */
final class HeapSamples {

    private final List<Long> samples = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    private HeapSamples() {}

    static HeapSamples start(LoadedServer server, Duration interval) {
        HeapSamples heap = new HeapSamples();
        heap.timer.scheduleAtFixedRate(
                () -> heap.sample(server), interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        return heap;
    }

    private void sample(LoadedServer server) {
        try {
            samples.add(server.heapAfterGc());
        } catch (Exception e) {
            throw new IllegalStateException("heap not read", e);
        }
    }

    /** Returns the samples in order. */
    List<Long> stop() throws InterruptedException {
        timer.shutdown();
        timer.awaitTermination(1, TimeUnit.MINUTES);
        return List.copyOf(samples);
    }
}
