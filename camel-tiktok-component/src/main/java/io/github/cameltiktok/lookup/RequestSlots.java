package io.github.cameltiktok.lookup;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The places for calls at the same time, and the line of those who wait for one: first come, first served, and none of
 * them holds a thread. Thread-safe.
 */
final class RequestSlots {

    private final int places;
    private final int maxWaiting;
    private final Set<CompletableFuture<Permit>> waiting = new LinkedHashSet<>();
    private int taken;
    private boolean closed;

    /**
     * @param places calls at the same time
     * @param maxWaiting how many may stand in line
     */
    RequestSlots(int places, int maxWaiting) {
        this.places = places;
        this.maxWaiting = maxWaiting;
    }

    int places() {
        return places;
    }

    int maxWaiting() {
        return maxWaiting;
    }

    synchronized int taken() {
        return taken;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /**
     * Takes a place, or a place in the line.
     *
     * @return completed with the place when it is free; cancelling it before leaves the line. {@code null} if the line
     *     is full. What depends on it runs in the call that gives the place back, and so must be short.
     */
    synchronized @Nullable CompletableFuture<Permit> acquire() {
        if (closed) {
            return CompletableFuture.failedFuture(TransportFailures.stopping());
        }
        if (taken < places) {
            taken++;
            return CompletableFuture.completedFuture(new Permit());
        }
        if (waiting.size() >= maxWaiting) {
            return null;
        }
        CompletableFuture<Permit> turn = new CompletableFuture<>();
        waiting.add(turn);
        turn.whenComplete((place, failure) -> leave(turn));
        return turn;
    }

    /** Sends everybody in line away. */
    void close() {
        List<CompletableFuture<Permit>> leaving;
        synchronized (this) {
            closed = true;
            leaving = List.copyOf(waiting);
        }
        leaving.forEach(turn -> turn.completeExceptionally(TransportFailures.stopping()));
    }

    private void handOver() {
        CompletableFuture<Permit> next = next();
        while (next != null && !next.complete(new Permit())) {
            next = next();
        }
    }

    /** The place stays taken if somebody is there to have it. */
    private synchronized @Nullable CompletableFuture<Permit> next() {
        if (waiting.isEmpty()) {
            taken--;
            return null;
        }
        CompletableFuture<Permit> first = waiting.iterator().next();
        waiting.remove(first);
        return first;
    }

    private synchronized void leave(CompletableFuture<Permit> turn) {
        waiting.remove(turn);
    }

    /** The right to one call. */
    final class Permit {

        private final AtomicBoolean held = new AtomicBoolean(true);

        /** Gives the place back, to the first in line if there is one; harmless when repeated. */
        void release() {
            if (held.getAndSet(false)) {
                handOver();
            }
        }
    }
}
