package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.Bulkhead.Admission;
import io.github.cameltiktok.internal.lookup.Bulkhead.Permit;
import io.github.cameltiktok.internal.lookup.Bulkhead.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** No permit is granted twice or lost, in any order of operations. */
final class BulkheadPropertyTest {

    private static final Duration LONG = Duration.ofDays(1);

    /** Operations on a bulkhead. */
    enum Step {
        ACQUIRE,
        RELEASE_OLDEST,
        RELEASE_AGAIN,
        CANCEL_OLDEST,
        CANCEL_NEWEST
    }

    @Property(tries = 1_000)
    void bulkheadBehavesLikeItsModel(
            @ForAll @IntRange(min = 1, max = 5) int permits,
            @ForAll @IntRange(max = 5) int maxQueued,
            @ForAll @Size(max = 80) List<Step> steps) {
        Bulkhead bulkhead = new Bulkhead(permits, maxQueued);
        Deque<CompletableFuture<Admission>> granted = new ArrayDeque<>();
        Deque<CompletableFuture<Admission>> waiting = new ArrayDeque<>();
        Permit released = null;
        for (Step step : steps) {
            switch (step) {
                case ACQUIRE -> {
                    CompletableFuture<Admission> admission = bulkhead.acquire(LONG);
                    if (granted.size() < permits) {
                        assertThat(admission).isCompleted();
                        granted.add(admission);
                    } else if (waiting.size() < maxQueued) {
                        assertThat(admission).isNotDone();
                        waiting.add(admission);
                    } else {
                        assertThat(admission.join()).isInstanceOf(Refusal.class);
                    }
                }
                case RELEASE_OLDEST -> {
                    if (!granted.isEmpty()) {
                        released = (Permit) granted.remove().join();
                        released.release();
                        if (!waiting.isEmpty()) {
                            granted.add(waiting.remove());
                        }
                    }
                }
                case RELEASE_AGAIN -> {
                    if (released != null) {
                        released.release();
                    }
                }
                case CANCEL_OLDEST -> {
                    if (!waiting.isEmpty()) {
                        waiting.removeFirst().cancel(false);
                    }
                }
                case CANCEL_NEWEST -> {
                    if (!waiting.isEmpty()) {
                        waiting.removeLast().cancel(false);
                    }
                }
            }
            assertThat(granted).allMatch(CompletableFuture::isDone);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
    }

    @Property(tries = 25)
    void concurrentUseNeverExceedsOrLosesPermits(
            @ForAll @IntRange(min = 1, max = 4) int permits, @ForAll @IntRange(min = 1, max = 20) int maxQueued)
            throws Exception {
        Bulkhead bulkhead = new Bulkhead(permits, maxQueued);
        AtomicInteger granted = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int lookupThreads = 4;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(lookupThreads);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int i = 0; i < lookupThreads; i++) {
                runs.add(threads.submit(() -> {
                    start.await();
                    for (int round = 0; round < 200; round++) {
                        acquireAndRelease(bulkhead, granted, most);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> run : runs) {
                run.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most.get()).isLessThanOrEqualTo(permits);
        assertThat(granted.get()).isZero();
        for (int i = 0; i < permits; i++) {
            assertThat(bulkhead.acquire(LONG))
                    .as("permit %d of %d", i + 1, permits)
                    .isCompleted();
        }
        assertThat(bulkhead.acquire(LONG)).isNotDone();
    }

    private static void acquireAndRelease(Bulkhead bulkhead, AtomicInteger granted, AtomicInteger most) {
        CompletableFuture<Admission> admission = bulkhead.acquire(LONG);
        admission.thenAccept(end -> {
            if (end instanceof Permit permit) {
                most.accumulateAndGet(granted.incrementAndGet(), Math::max);
                Thread.yield();
                granted.decrementAndGet();
                permit.release();
            }
        });
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
            admission.cancel(false);
        }
    }
}
