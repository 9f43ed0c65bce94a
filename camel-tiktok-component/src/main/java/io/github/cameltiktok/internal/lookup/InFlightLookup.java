package io.github.cameltiktok.internal.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One lookup shared by all equal lookups in flight. It is cancelled when the last of them leaves. Thread-safe.
 */
final class InFlightLookup extends CompletableFuture<LookupResult<?>> {

    private final LookupExecution<?> leader;

    /** Includes the leader from the beginning: a follower that leaves before the start must not end the lookup. */
    private int waiting = 1;

    private boolean cancelled;
    private @Nullable Future<?> lookup;

    InFlightLookup(LookupExecution<?> leader) {
        this.leader = leader;
    }

    /** Returns the lookup whose deadline limits calls, retries and the queue. */
    LookupExecution<?> leader() {
        return leader;
    }

    /** Joins this lookup; returns {@code false} if it was cancelled. */
    synchronized boolean follow() {
        if (cancelled) {
            return false;
        }
        waiting++;
        return true;
    }

    synchronized void started(Future<?> newLookup) {
        lookup = newLookup;
    }

    /** Cancels the lookup if no other lookup waits for it. */
    void leave() {
        Future<?> started;
        synchronized (this) {
            waiting--;
            if (waiting > 0 || isDone()) {
                return;
            }
            cancelled = true;
            started = lookup;
        }
        cancel(false);
        if (started != null) {
            started.cancel(true);
        }
    }
}
