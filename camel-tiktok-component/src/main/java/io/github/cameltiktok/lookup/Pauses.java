package io.github.cameltiktok.lookup;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Waits that hold no thread, and that end as failures when the engine is closed. Thread-safe. */
final class Pauses {

    private final ScheduledExecutorService timer;
    private final Set<CompletableFuture<Boolean>> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Pauses(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** Returns how many wait now. */
    int running() {
        return running.size();
    }

    /**
     * Starts a wait.
     *
     * @return completed on the timer's thread; cancelling it ends the wait and takes it off the timer
     */
    CompletableFuture<Boolean> start(Duration length) {
        CompletableFuture<Boolean> pause = new CompletableFuture<>();
        running.add(pause);
        pause.whenComplete((over, failure) -> running.remove(pause));
        try {
            Future<?> alarm = timer.schedule(() -> pause.complete(true), length.toNanos(), TimeUnit.NANOSECONDS);
            pause.whenComplete((over, failure) -> alarm.cancel(false));
        } catch (RejectedExecutionException e) {
            pause.completeExceptionally(TransportFailures.stopping());
        }
        if (closed) {
            pause.completeExceptionally(TransportFailures.stopping());
        }
        return pause;
    }

    /** Ends all waits at once, those to come as well. */
    void close() {
        closed = true;
        running.forEach(pause -> pause.completeExceptionally(TransportFailures.stopping()));
    }
}
