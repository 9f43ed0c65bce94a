package io.github.cameltiktok.lookup;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One lookup for all who ask the same at the same time, and afterwards what came of it. It goes on as long as anybody
 * waits for it. Ends with an answer, or cancelled when nobody waits any more. Thread-safe.
 */
final class Flight extends CompletableFuture<Answer> {

    /** Let go of once it is over, as an answer may be kept for long. */
    private @Nullable LookupQuery query;

    /** The one who starts it is there from the beginning: nobody who comes and goes before the start may end it. */
    private int waiting = 1;

    private boolean abandoned;
    private @Nullable Future<?> lookup;

    Flight(LookupQuery query) {
        this.query = query;
    }

    /** Returns whether there is still something to wait for. */
    synchronized boolean board(LookupQuery waiter) {
        if (abandoned) {
            return false;
        }
        waiting++;
        if (query != null) {
            query.waitAsLongAs(waiter);
        }
        return true;
    }

    /** Says what came of it. */
    void land(Answer answer) {
        complete(answer);
        synchronized (this) {
            query = null;
            lookup = null;
        }
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
