package io.github.cameltiktok.internal.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameltiktok.internal.lookup.Bulkhead.Permit;
import io.github.cameltiktok.internal.lookup.Bulkhead.Refusal;
import io.github.cameltiktok.internal.lookup.Bulkhead.Turn;
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

/** Whatever is done in whatever order, no place is given twice and none is lost. */
final class BulkheadPropertyTest {

    private static final Duration LONG = Duration.ofDays(1);

    /** What a visitor may do. */
    enum Step {
        ACQUIRE,
        RELEASE_OLDEST,
        RELEASE_AGAIN,
        CANCEL_OLDEST,
        CANCEL_NEWEST
    }

    @Property(tries = 1_000)
    void placesAndLineBehaveLikeAQueue(
            @ForAll @IntRange(min = 1, max = 5) int places,
            @ForAll @IntRange(max = 5) int line,
            @ForAll @Size(max = 80) List<Step> steps) {
        Bulkhead slots = new Bulkhead(places, line);
        Deque<CompletableFuture<Turn>> inside = new ArrayDeque<>();
        Deque<CompletableFuture<Turn>> waiting = new ArrayDeque<>();
        Permit gone = null;
        for (Step step : steps) {
            switch (step) {
                case ACQUIRE -> {
                    CompletableFuture<Turn> turn = slots.acquire(LONG);
                    if (inside.size() < places) {
                        assertThat(turn).isCompleted();
                        inside.add(turn);
                    } else if (waiting.size() < line) {
                        assertThat(turn).isNotDone();
                        waiting.add(turn);
                    } else {
                        assertThat(turn.join()).isInstanceOf(Refusal.class);
                    }
                }
                case RELEASE_OLDEST -> {
                    if (!inside.isEmpty()) {
                        gone = (Permit) inside.remove().join();
                        gone.release();
                        if (!waiting.isEmpty()) {
                            inside.add(waiting.remove());
                        }
                    }
                }
                case RELEASE_AGAIN -> {
                    if (gone != null) {
                        gone.release();
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
            assertThat(inside).allMatch(CompletableFuture::isDone);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
        }
    }

    @Property(tries = 25)
    void manyThreadsNeverHoldMoreThanAllowedAndLoseNoPlace(
            @ForAll @IntRange(min = 1, max = 4) int places, @ForAll @IntRange(min = 1, max = 20) int line)
            throws Exception {
        Bulkhead slots = new Bulkhead(places, line);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int visitors = 4;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(visitors);
        try {
            List<Future<?>> visits = new ArrayList<>();
            for (int i = 0; i < visitors; i++) {
                visits.add(threads.submit(() -> {
                    start.await();
                    for (int visit = 0; visit < 200; visit++) {
                        visit(slots, inside, most);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> visit : visits) {
                visit.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(most.get()).isLessThanOrEqualTo(places);
        assertThat(inside.get()).isZero();
        for (int i = 0; i < places; i++) {
            assertThat(slots.acquire(LONG)).as("place %d of %d", i + 1, places).isCompleted();
        }
        assertThat(slots.acquire(LONG)).isNotDone();
    }

    private static void visit(Bulkhead slots, AtomicInteger inside, AtomicInteger most) {
        CompletableFuture<Turn> turn = slots.acquire(LONG);
        turn.thenAccept(end -> {
            if (end instanceof Permit permit) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.yield();
                inside.decrementAndGet();
                permit.release();
            }
        });
        if (ThreadLocalRandom.current().nextInt(3) == 0) {
            turn.cancel(false);
        }
    }
}
