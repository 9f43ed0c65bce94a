package io.github.cameltiktok.internal.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One lookup for all that ask for the same at the same time. It goes on as long as one of them waits. Completes with
 * the outcome, or as cancelled when none waits any more. Thread-safe.
 */
final class InFlightLookup extends CompletableFuture<LookupResult<?>> {

    private final LookupExecution<?> leader;

    /** The leader waits from the beginning: a follower that comes and goes before the start must not end it. */
    private int waiting = 1;

    private boolean abandoned;
    private @Nullable Future<?> lookup;

    InFlightLookup(LookupExecution<?> leader) {
        this.leader = leader;
    }

    /** Returns the lookup whose deadline counts for calls, retries and the queue. */
    LookupExecution<?> leader() {
        return leader;
    }

    /** Returns whether there is still an outcome to wait for. */
    synchronized boolean follow() {
        if (abandoned) {
            return false;
        }
        waiting++;
        return true;
    }

    synchronized void started(Future<?> underWay) {
        lookup = underWay;
    }

    /** The last to leave ends the lookup. */
    void leave() {
        Future<?> underWay;
        synchronized (this) {
            waiting--;
            if (waiting > 0 || isDone()) {
                return;
            }
            abandoned = true;
            underWay = lookup;
        }
        cancel(false);
        if (underWay != null) {
            underWay.cancel(true);
        }
    }
}
